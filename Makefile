# Atlas des maisons de l'emploi : « make app » lance l'application, « make test » passe toutes les épreuves.
PYTHON ?= python3
PORT ?= 8501
RUN := .venv/bin
DEV := .venv-dev/bin

.PHONY: app test test-vite style perf charge legeres deploiement donnees requirements chromium bureautique nginx propre

app: .venv/pret
	$(RUN)/streamlit run app.py --server.port $(PORT)

EPREUVES := pytest -n 2 --dist loadfile --no-loadscope-reorder

test: style chromium bureautique nginx
	$(DEV)/$(EPREUVES)

# La boucle courte : style, types, architecture, calculs, règles du dépôt et un parcours de lecteur dans le navigateur.
test-vite: style chromium
	$(DEV)/$(EPREUVES) -m "not longue" tests/navigateur/test_parcours.py tests/unitaires tests/donnees/test_depot.py tests/donnees/test_maison.py

style: .venv-dev/pret
	$(DEV)/ruff check .
	$(DEV)/ruff format --check .
	$(DEV)/mypy app.py donnees geo pages tests
	$(DEV)/lint-imports

perf: .venv-dev/pret chromium
	$(DEV)/python -m tests.performance

charge: .venv-dev/pret
	$(DEV)/python -m tests.performance.charge

# Le kit de production, éprouvé pour de vrai : nginx de Debian, PostgreSQL, deux répliques ; cinq minutes.
deploiement: .venv-dev/pret chromium nginx
	$(DEV)/pytest tests/deploiement -m "deploiement or not deploiement" -s

legeres: .venv-dev/pret
	$(DEV)/python -m tests.performance.legeres

donnees: .venv-dev/pret
	$(DEV)/python -m donnees construire

# Recompile les dépendances figées, avec empreintes et sans adresse de registre (outil : uv).
requirements: .venv-dev/pret
	$(DEV)/uv pip compile pyproject.toml --group run --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements.txt
	$(DEV)/uv pip compile pyproject.toml --group tests --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements-dev.txt

# Chromium : sa variante sans fenêtre, plus légère, posée depuis Debian si l'on est root ; à défaut celui de la machine, que l'épreuve réclame s'il manque.
chromium:
	@if [ -z "$$ATLAS_CHROMIUM" ] && ! command -v chromium-headless-shell >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell fonts-liberation >/dev/null; } \
			|| command -v chromium >/dev/null; fi

# nginx : les épreuves du kit de production le lancent, sur des ports libres ; celui de Debian, posé si l'on est root.
nginx:
	@if ! PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null; fi

# LibreOffice (Writer et Impress, sans fenêtre) : il ouvre, dans les épreuves, les documents que l'Atlas compose.
bureautique:
	@if ! command -v soffice >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			libreoffice-writer-nogui libreoffice-impress-nogui >/dev/null; fi

# uv pose les mêmes paquets, sous les mêmes empreintes, dix fois plus vite ; là où il ne trouve pas l'index, pip le relaie.
define installer
	$(PYTHON) -m venv $(1)
	sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.txt > $(1)/uv.txt
	$(1)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $(1)/uv.txt
	$(1)/bin/uv pip install --quiet --python $(1)/bin/python --compile-bytecode --require-hashes -r $(2) \
		|| $(1)/bin/pip install --quiet --require-hashes -r $(2)
	touch $(1)/pret
endef

.venv/pret: requirements.txt
	$(call installer,.venv,requirements.txt)

.venv-dev/pret: requirements-dev.txt
	$(call installer,.venv-dev,requirements-dev.txt)

propre:
	rm -rf .venv .venv-dev .mypy_cache .ruff_cache .pytest_cache .hypothesis
