-- Le registre de l'Atlas dans PostgreSQL (15 ou plus récent), une fois : sudo -u postgres psql -f registre.sql
-- Authentification « peer » par la prise locale : le compte système « atlas » est le rôle « atlas », sans mot de passe.
-- L'application crée et migre elle-même ses tables.
\set ON_ERROR_STOP on

CREATE ROLE atlas LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 80;
-- Qui regarde sans écrire : statistiques, contrôle, copie.
CREATE ROLE atlas_lecture NOLOGIN;

CREATE DATABASE atlas OWNER atlas ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE atlas FROM PUBLIC;
GRANT CONNECT ON DATABASE atlas TO atlas_lecture;

-- Une transaction oubliée ne tient pas la base ; une requête folle s'arrête.
ALTER ROLE atlas IN DATABASE atlas SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE atlas IN DATABASE atlas SET statement_timeout = '120s';
ALTER ROLE atlas IN DATABASE atlas SET timezone = 'UTC';

\connect atlas
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO atlas;
GRANT USAGE ON SCHEMA public TO atlas_lecture;
ALTER DEFAULT PRIVILEGES FOR ROLE atlas IN SCHEMA public GRANT SELECT ON TABLES TO atlas_lecture;

-- Les requêtes les plus lentes : SELECT query, mean_exec_time FROM mesures.pg_stat_statements ORDER BY 2 DESC LIMIT 10;
-- (demande shared_preload_libraries = 'pg_stat_statements' et un redémarrage ; sans cela, la vue dit pourquoi.)
-- Dans son propre schéma : le registre garde « public » pour lui seul.
CREATE SCHEMA mesures;
CREATE EXTENSION pg_stat_statements SCHEMA mesures;
