"""Les lieux que les épreuves rouvrent : la vallée du Gier, un code par maille."""

from __future__ import annotations

from geo import territoires
from geo.territoires import perimetre

GIER = territoires.membres("epci", "244200770")[:9]
CODE_DU_GIER = perimetre.encoder(GIER)
PERIMETRE = territoires.du_perimetre(GIER, "Vallée du Gier")
NIVEAUX = {
    "zone_emploi": "8421",
    "epci": "244200770",
    "commune": "42218",
    "departement": "976",
    "region": "84",
    "france": "FR",
}
