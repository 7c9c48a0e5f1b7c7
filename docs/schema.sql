-- The tables as a new SQLite desk has them. Made from the migrations by docs/generate.py.

CREATE TABLE "access" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "level" smallint unsigned NOT NULL CHECK ("level" >= 0),
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "department_id" bigint NOT NULL REFERENCES "department" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "access_once" UNIQUE ("person_id", "department_id"));

CREATE INDEX "access_department_id_9f5376fd" ON "access" ("department_id");

CREATE INDEX "access_person_id_68800573" ON "access" ("person_id");

CREATE TABLE "api_kept_answer" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" varchar(200) NOT NULL,
    "digest" varchar(64) NOT NULL,
    "status" smallint unsigned NOT NULL CHECK ("status" >= 0),
    "body" text NOT NULL,
    "created_at" datetime NOT NULL,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "kept_answer_once" UNIQUE ("person_id", "key"));

CREATE INDEX "api_kept_answer_created_at_ac13c1e0" ON "api_kept_answer" ("created_at");

CREATE INDEX "api_kept_answer_person_id_73e3083d" ON "api_kept_answer" ("person_id");

CREATE TABLE "api_upload" (
    "id" char(32) NOT NULL PRIMARY KEY,
    "name" varchar(255) NOT NULL,
    "type" varchar(127) NOT NULL,
    "created_at" datetime NOT NULL,
    "blob_id" bigint NOT NULL REFERENCES "blob" ("id") DEFERRABLE INITIALLY DEFERRED,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "api_upload_blob_id_4e890a86" ON "api_upload" ("blob_id");

CREATE INDEX "api_upload_created_at_6e16ecc2" ON "api_upload" ("created_at");

CREATE INDEX "api_upload_person_id_05e14b4b" ON "api_upload" ("person_id");

CREATE TABLE "attachment" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(255) NOT NULL,
    "type" varchar(127) NOT NULL,
    "is_inline" bool NOT NULL,
    "content_id" varchar(255) NOT NULL,
    "blob_id" bigint NOT NULL REFERENCES "blob" ("id") DEFERRABLE INITIALLY DEFERRED,
    "message_id" bigint NOT NULL REFERENCES "message" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "attachment_blob_id_3efcad54" ON "attachment" ("blob_id");

CREATE INDEX "attachment_message_id_8ecf320d" ON "attachment" ("message_id");

CREATE TABLE "blob" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sha256" varchar(64) NOT NULL UNIQUE,
    "size" bigint NOT NULL,
    "path" varchar(200) NOT NULL,
    "created_at" datetime NOT NULL);

CREATE TABLE "brand" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(200) NOT NULL,
    "translations" text NOT NULL CHECK ((JSON_VALID("translations") OR "translations" IS NULL)),
    "accent" varchar(7) NOT NULL,
    "language" varchar(8) NOT NULL,
    "is_default" bool NOT NULL,
    "created_at" datetime NOT NULL);

CREATE TABLE "collaborator" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "collaborator_once" UNIQUE ("ticket_id", "person_id"));

CREATE INDEX "collaborator_person_id_93c79845" ON "collaborator" ("person_id");

CREATE INDEX "collaborator_ticket_id_8516e147" ON "collaborator" ("ticket_id");

CREATE TABLE "conf_cache" (
    "cache_key" varchar(255) NOT NULL PRIMARY KEY,
    "value" text NOT NULL,
    "expires" datetime NOT NULL
);

CREATE INDEX "conf_cache_expires" ON "conf_cache" ("expires");

CREATE TABLE "demo_letter" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "owner" varchar(254) NOT NULL,
    "folder" varchar(8) NOT NULL,
    "peer" varchar(400) NOT NULL,
    "subject" varchar(998) NOT NULL,
    "snippet" varchar(200) NOT NULL,
    "has_files" bool NOT NULL, "raw" BLOB NOT NULL,
    "is_read" bool NOT NULL,
    "at" datetime NOT NULL);

CREATE INDEX "demo_letter_owner" ON "demo_letter" ("owner", "at" DESC, "id" DESC);

CREATE TABLE "department" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(200) NOT NULL,
    "translations" text NOT NULL CHECK ((JSON_VALID("translations") OR "translations" IS NULL)),
    "language" varchar(8) NOT NULL,
    "signature" text NOT NULL,
    "signatures" text NOT NULL CHECK ((JSON_VALID("signatures") OR "signatures" IS NULL)),
    "from_name" varchar(200) NOT NULL,
    "adds_cc" bool NOT NULL,
    "position" smallint unsigned NOT NULL CHECK ("position" >= 0),
    "is_active" bool NOT NULL,
    "created_at" datetime NOT NULL,
    "brand_id" bigint NOT NULL REFERENCES "brand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "department_brand_id_e15182a7" ON "department" ("brand_id");

CREATE TABLE "desk_setting" (
    "name" varchar(80) NOT NULL PRIMARY KEY,
    "value" text NOT NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)));

CREATE TABLE "event" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "position" bigint NULL UNIQUE,
    "kind" varchar(64) NOT NULL,
    "version" smallint unsigned NOT NULL CHECK ("version" >= 0),
    "ticket" bigint NULL,
    "actor_kind" varchar(12) NOT NULL,
    "actor_id" bigint NULL,
    "act" char(32) NOT NULL,
    "cause" varchar(120) NOT NULL,
    "at" datetime NOT NULL,
    "audience" smallint unsigned NOT NULL CHECK ("audience" >= 0),
    "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));

CREATE INDEX "event_of_act" ON "event" ("act");

CREATE INDEX "event_of_ticket" ON "event" ("ticket", "id");

CREATE INDEX "event_unnumbered" ON "event" ("id") WHERE "position" IS NULL;

CREATE TABLE "event_numbering" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "last" bigint NOT NULL);

CREATE TABLE "event_reader" (
    "name" varchar(60) NOT NULL PRIMARY KEY,
    "position" bigint NOT NULL,
    "moved_at" datetime NULL,
    "failure" text NOT NULL,
    "failed_at" datetime NULL,
    "failures" integer unsigned NOT NULL CHECK ("failures" >= 0));

CREATE TABLE "fetched_mail" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "uid_validity" bigint NOT NULL,
    "uid" varchar(80) NOT NULL,
    "is_taken" bool NOT NULL,
    "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0),
    "mailbox_id" bigint NOT NULL REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "fetched_mail_once" UNIQUE ("mailbox_id", "uid_validity", "uid"));

CREATE INDEX "fetched_mail_mailbox_id_e83b380b" ON "fetched_mail" ("mailbox_id");

CREATE TABLE "identity" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" varchar(16) NOT NULL,
    "value" varchar(254) NOT NULL,
    "shown" varchar(254) NOT NULL,
    "is_primary" bool NOT NULL,
    "verified_at" datetime NULL,
    "created_at" datetime NOT NULL,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "identity_once" UNIQUE ("kind", "value"));

CREATE INDEX "identity_person_id_b1cf32f3" ON "identity" ("person_id");

CREATE TABLE "incoming_mail" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "state" varchar(10) NOT NULL,
    "source" varchar(8) NOT NULL,
    "digest" varchar(64) NOT NULL,
    "kept_once" varchar(64) NULL UNIQUE,
    "size" bigint NOT NULL,
    "envelope_from" varchar(254) NULL,
    "envelope_to" varchar(254) NOT NULL,
    "received_at" datetime NOT NULL,
    "mail_id" varchar(255) NOT NULL,
    "content" varchar(64) NOT NULL,
    "from_email" varchar(254) NOT NULL,
    "from_name" varchar(200) NOT NULL,
    "subject" varchar(500) NOT NULL,
    "snippet" varchar(200) NOT NULL,
    "reason" varchar(40) NOT NULL,
    "why" text NOT NULL CHECK ((JSON_VALID("why") OR "why" IS NULL)),
    "failure" text NOT NULL,
    "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0),
    "next_attempt_at" datetime NULL,
    "mailbox_id" bigint NULL REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "message_id" bigint NULL UNIQUE REFERENCES "message" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "incoming_due" ON "incoming_mail" ("next_attempt_at") WHERE "next_attempt_at" IS NOT NULL;

CREATE INDEX "incoming_list" ON "incoming_mail" ("state", "id" DESC);

CREATE INDEX "incoming_mail_id" ON "incoming_mail" ("mail_id");

CREATE INDEX "incoming_mail_mailbox_id_8e29d7fa" ON "incoming_mail" ("mailbox_id");

CREATE INDEX "incoming_mail_ticket_id_154226b7" ON "incoming_mail" ("ticket_id");

CREATE INDEX "incoming_of_sender" ON "incoming_mail" ("from_email", "received_at");

CREATE TABLE "mail_reference" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "digest" varchar(40) NOT NULL UNIQUE,
    "is_direct" bool NOT NULL,
    "message_id" bigint NULL REFERENCES "message" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "mail_reference_message_id_c31b1e4d" ON "mail_reference" ("message_id");

CREATE INDEX "mail_reference_ticket_id_c013292f" ON "mail_reference" ("ticket_id");

CREATE TABLE "mailbox" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "address" varchar(254) NOT NULL UNIQUE,
    "incoming" varchar(8) NOT NULL,
    "in_host" varchar(253) NOT NULL,
    "in_port" integer unsigned NULL CHECK ("in_port" >= 0),
    "in_security" varchar(8) NOT NULL,
    "in_login" varchar(254) NOT NULL,
    "in_sealed" text NOT NULL,
    "folder" varchar(200) NOT NULL,
    "after_fetch" varchar(8) NOT NULL,
    "move_to" varchar(200) NOT NULL,
    "out_host" varchar(253) NOT NULL,
    "out_port" integer unsigned NULL CHECK ("out_port" >= 0),
    "out_security" varchar(8) NOT NULL,
    "out_login" varchar(254) NOT NULL,
    "out_sealed" text NOT NULL,
    "is_active" bool NOT NULL,
    "created_at" datetime NOT NULL,
    "department_id" bigint NOT NULL REFERENCES "department" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "mailbox_department_id_76af5348" ON "mailbox" ("department_id");

CREATE TABLE "mailbox_state" (
    "mailbox_id" bigint NOT NULL PRIMARY KEY REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "uid_validity" bigint NULL,
    "last_uid" bigint NOT NULL,
    "first_uid" bigint NOT NULL,
    "since" date NULL,
    "owner" varchar(80) NOT NULL,
    "lease_until" datetime NULL,
    "checked_at" datetime NULL,
    "in_failure" varchar(40) NOT NULL,
    "in_words" text NOT NULL,
    "in_failed_at" datetime NULL,
    "in_failures" integer unsigned NOT NULL CHECK ("in_failures" >= 0),
    "out_failure" varchar(40) NOT NULL,
    "out_words" text NOT NULL,
    "out_failed_at" datetime NULL);

CREATE TABLE "message" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "thread" bigint NOT NULL,
    "kind" varchar(16) NOT NULL,
    "author_role" varchar(10) NOT NULL,
    "channel" varchar(16) NOT NULL,
    "text" text NOT NULL,
    "visible" text NOT NULL,
    "html" text NOT NULL,
    "language" varchar(8) NOT NULL,
    "remarks" text NOT NULL CHECK ((JSON_VALID("remarks") OR "remarks" IS NULL)),
    "submission" varchar(120) NULL UNIQUE,
    "at" datetime NOT NULL,
    "author_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "message_author_id_c6c7160a" ON "message" ("author_id");

CREATE INDEX "message_of_ticket" ON "message" ("ticket_id", "at", "id");

CREATE INDEX "message_ticket_id_e472c856" ON "message" ("ticket_id");

CREATE TABLE "organization" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(200) NOT NULL,
    "note" text NOT NULL,
    "shares_tickets" bool NOT NULL,
    "created_at" datetime NOT NULL);

CREATE TABLE "organization_domain" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "domain" varchar(253) NOT NULL UNIQUE,
    "organization_id" bigint NOT NULL REFERENCES "organization" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "organization_domain_organization_id_2a165ea0" ON "organization_domain" ("organization_id");

CREATE TABLE "outgoing_mail" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "state" varchar(8) NOT NULL,
    "purpose" varchar(12) NOT NULL,
    "once" varchar(64) NOT NULL UNIQUE,
    "address" varchar(254) NOT NULL,
    "to" text NOT NULL CHECK ((JSON_VALID("to") OR "to" IS NULL)),
    "cc" text NOT NULL CHECK ((JSON_VALID("cc") OR "cc" IS NULL)),
    "details" text NOT NULL CHECK ((JSON_VALID("details") OR "details" IS NULL)),
    "mail_id" varchar(255) NOT NULL,
    "language" varchar(8) NOT NULL,
    "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0),
    "next_attempt_at" datetime NULL,
    "owner" varchar(80) NOT NULL,
    "lease_until" datetime NULL,
    "failure" text NOT NULL,
    "reason" varchar(40) NOT NULL,
    "created_at" datetime NOT NULL,
    "sent_at" datetime NULL,
    "answers_id" bigint NULL REFERENCES "incoming_mail" ("id") DEFERRABLE INITIALLY DEFERRED,
    "mailbox_id" bigint NULL REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "message_id" bigint NULL REFERENCES "message" ("id") DEFERRABLE INITIALLY DEFERRED,
    "person_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "outgoing_due" ON "outgoing_mail" ("next_attempt_at") WHERE "next_attempt_at" IS NOT NULL;

CREATE INDEX "outgoing_list" ON "outgoing_mail" ("state", "id" DESC);

CREATE INDEX "outgoing_mail_answers_id_de09970f" ON "outgoing_mail" ("answers_id");

CREATE INDEX "outgoing_mail_id" ON "outgoing_mail" ("mail_id");

CREATE INDEX "outgoing_mail_mailbox_id_a69a0af0" ON "outgoing_mail" ("mailbox_id");

CREATE INDEX "outgoing_mail_message_id_760df85f" ON "outgoing_mail" ("message_id");

CREATE INDEX "outgoing_mail_person_id_a7bbdb34" ON "outgoing_mail" ("person_id");

CREATE INDEX "outgoing_mail_ticket_id_7f97525d" ON "outgoing_mail" ("ticket_id");

CREATE TABLE "person" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "password" varchar(128) NOT NULL,
    "last_login" datetime NULL,
    "name" varchar(200) NOT NULL,
    "email" varchar(254) NULL UNIQUE,
    "role" varchar(16) NOT NULL,
    "language" varchar(8) NOT NULL,
    "time_zone" varchar(64) NOT NULL,
    "theme" varchar(8) NOT NULL,
    "note" text NOT NULL,
    "is_active" bool NOT NULL,
    "created_at" datetime NOT NULL,
    "organization_id" bigint NULL REFERENCES "organization" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "person_organization_id_fd95cef0" ON "person" ("organization_id");

CREATE INDEX "person_role_name" ON "person" ("role", "name");

CREATE TABLE "ticket" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "subject" varchar(500) NOT NULL,
    "status" varchar(8) NOT NULL,
    "priority" smallint unsigned NOT NULL CHECK ("priority" >= 0),
    "type" varchar(16) NOT NULL,
    "channel" varchar(16) NOT NULL,
    "language" varchar(8) NOT NULL,
    "fields" text NOT NULL CHECK ((JSON_VALID("fields") OR "fields" IS NULL)),
    "secret" varchar(20) NOT NULL,
    "created_at" datetime NOT NULL,
    "updated_at" datetime NOT NULL,
    "snippet" varchar(200) NOT NULL,
    "last_author" varchar(200) NOT NULL,
    "last_by_staff" bool NOT NULL,
    "last_message_at" datetime NOT NULL,
    "waiting_since" datetime NULL,
    "first_replied_at" datetime NULL,
    "solved_at" datetime NULL,
    "closed_at" datetime NULL,
    "reopened" integer unsigned NOT NULL CHECK ("reopened" >= 0),
    "message_count" integer unsigned NOT NULL CHECK ("message_count" >= 0),
    "has_files" bool NOT NULL,
    "assignee_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "brand_id" bigint NOT NULL REFERENCES "brand" ("id") DEFERRABLE INITIALLY DEFERRED,
    "department_id" bigint NOT NULL REFERENCES "department" ("id") DEFERRABLE INITIALLY DEFERRED,
    "organization_id" bigint NULL REFERENCES "organization" ("id") DEFERRABLE INITIALLY DEFERRED,
    "requester_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "topic_id" bigint NULL REFERENCES "topic" ("id") DEFERRABLE INITIALLY DEFERRED,
    "merged_into_id" bigint NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "ticket_assignee_id_389d3f7b" ON "ticket" ("assignee_id");

CREATE INDEX "ticket_brand_id_412febb9" ON "ticket" ("brand_id");

CREATE INDEX "ticket_by_last_message" ON "ticket" ("last_message_at" DESC, "id" DESC);

CREATE INDEX "ticket_department_id_0da26289" ON "ticket" ("department_id");

CREATE INDEX "ticket_list" ON "ticket" ("status", "last_message_at" DESC, "id" DESC);

CREATE INDEX "ticket_list_assignee" ON "ticket" ("assignee_id", "status", "last_message_at" DESC, "id" DESC);

CREATE INDEX "ticket_list_department" ON "ticket" ("department_id", "status", "last_message_at" DESC, "id" DESC);

CREATE INDEX "ticket_merged" ON "ticket" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;

CREATE INDEX "ticket_of_requester" ON "ticket" ("requester_id", "last_message_at" DESC);

CREATE INDEX "ticket_organization_id_3759c8ee" ON "ticket" ("organization_id");

CREATE INDEX "ticket_requester_id_66198ddf" ON "ticket" ("requester_id");

CREATE INDEX "ticket_topic_id_7b1a747b" ON "ticket" ("topic_id");

CREATE TABLE "ticket_link" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" varchar(12) NOT NULL,
    "other_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "ticket_link_once" UNIQUE ("ticket_id", "other_id", "kind"));

CREATE INDEX "ticket_link_other_id_2473f398" ON "ticket_link" ("other_id");

CREATE INDEX "ticket_link_ticket_id_984f58fa" ON "ticket_link" ("ticket_id");

CREATE TABLE "ticket_tag" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(60) NOT NULL,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "ticket_tag_once" UNIQUE ("ticket_id", "name"));

CREATE INDEX "ticket_tag_name" ON "ticket_tag" ("name", "ticket_id");

CREATE INDEX "ticket_tag_ticket_id_a81ceae5" ON "ticket_tag" ("ticket_id");

CREATE TABLE "token" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(100) NOT NULL,
    "digest" varchar(64) NOT NULL UNIQUE,
    "hint" varchar(12) NOT NULL,
    "scopes" text NOT NULL CHECK ((JSON_VALID("scopes") OR "scopes" IS NULL)),
    "created_at" datetime NOT NULL,
    "used_at" datetime NULL,
    "expires_at" datetime NULL,
    "revoked_at" datetime NULL,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "token_person_id_a15bb8c5" ON "token" ("person_id");

CREATE TABLE "topic" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(200) NOT NULL,
    "translations" text NOT NULL CHECK ((JSON_VALID("translations") OR "translations" IS NULL)),
    "priority" smallint unsigned NOT NULL CHECK ("priority" >= 0),
    "type" varchar(16) NOT NULL,
    "fields" text NOT NULL CHECK ((JSON_VALID("fields") OR "fields" IS NULL)),
    "is_public" bool NOT NULL,
    "position" smallint unsigned NOT NULL CHECK ("position" >= 0),
    "is_active" bool NOT NULL,
    "created_at" datetime NOT NULL,
    "department_id" bigint NULL REFERENCES "department" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "topic_department_id_48add989" ON "topic" ("department_id");
