-- Two users for the desk's database: one that makes and changes tables (frontdesk migrate), one that the running desk uses.
-- Run once, in the desk's database, as a superuser; passwords are set by \password in psql, or stand in pg_hba.conf's way of your choice.
-- Every CREATE of a later version is the first one's, and its tables are the second one's to use by the default privileges.

CREATE ROLE frontdesk_owner LOGIN;
CREATE ROLE frontdesk_run LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO frontdesk_owner;
GRANT USAGE ON SCHEMA public TO frontdesk_run;

ALTER DEFAULT PRIVILEGES FOR ROLE frontdesk_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO frontdesk_run;
ALTER DEFAULT PRIVILEGES FOR ROLE frontdesk_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO frontdesk_run;
