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

CREATE TABLE "block_rule" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sort" varchar(8) NOT NULL,
    "value" varchar(254) NOT NULL,
    "action" varchar(5) NOT NULL,
    "note" varchar(200) NOT NULL,
    "added_at" datetime NOT NULL,
    "hits" integer unsigned NOT NULL CHECK ("hits" >= 0),
    "last_hit_at" datetime NULL,
    "added_by_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "block_rule_once" UNIQUE ("sort", "value"));

CREATE INDEX "block_rule_added_by_id_a5462153" ON "block_rule" ("added_by_id");

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
    "brand_id" bigint NOT NULL REFERENCES "brand" ("id") DEFERRABLE INITIALLY DEFERRED,
    "asks_rating" bool NOT NULL,
    "confirms_mail" bool NOT NULL,
    "confirms_web" bool NOT NULL,
    "tells_solved" bool NOT NULL,
    "opens_forwarded" bool NOT NULL,
    "separate_copies" bool NOT NULL);

CREATE INDEX "department_brand_id_e15182a7" ON "department" ("brand_id");

CREATE TABLE "desk_setting" (
    "name" varchar(80) NOT NULL PRIMARY KEY,
    "value" text NOT NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)));

CREATE TABLE "dkim_key" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "domain" varchar(253) NOT NULL,
    "selector" varchar(63) NOT NULL,
    "sort" varchar(8) NOT NULL,
    "state" varchar(8) NOT NULL,
    "public" text NOT NULL,
    "sealed" text NOT NULL,
    "is_published" bool NOT NULL,
    "finding" varchar(40) NOT NULL,
    "found" text NOT NULL,
    "checked_at" datetime NULL,
    "created_at" datetime NOT NULL,
    "activated_at" datetime NULL,
    "rested_at" datetime NULL,
    "retired_at" datetime NULL, CONSTRAINT "dkim_key_once" UNIQUE ("domain", "selector"));

CREATE TABLE "draft" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "text" text NOT NULL,
    "html" text NOT NULL,
    "status" varchar(8) NOT NULL,
    "created_at" datetime NOT NULL,
    "author_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "draft_once" UNIQUE ("ticket_id", "author_id"));

CREATE INDEX "draft_author_id_90a1c25b" ON "draft" ("author_id");

CREATE INDEX "draft_ticket_id_ac8e5af8" ON "draft" ("ticket_id");

CREATE TABLE "draft_file" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(255) NOT NULL,
    "type" varchar(127) NOT NULL,
    "is_inline" bool NOT NULL,
    "content_id" varchar(255) NOT NULL,
    "blob_id" bigint NOT NULL REFERENCES "blob" ("id") DEFERRABLE INITIALLY DEFERRED,
    "draft_id" bigint NOT NULL REFERENCES "draft" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "draft_file_blob_id_e2bad4ce" ON "draft_file" ("blob_id");

CREATE INDEX "draft_file_draft_id_3b263f3b" ON "draft_file" ("draft_id");

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
    "mailbox_id" bigint NOT NULL REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "folder_id" bigint NULL REFERENCES "mailbox_folder" ("id") DEFERRABLE INITIALLY DEFERRED,
    "next_attempt_at" datetime NULL, CONSTRAINT "fetched_mail_of_folder_once" UNIQUE ("folder_id", "uid_validity", "uid"));

CREATE INDEX "fetched_mail_folder_id_f85d3330" ON "fetched_mail" ("folder_id");

CREATE INDEX "fetched_mail_mailbox_id_e83b380b" ON "fetched_mail" ("mailbox_id");

CREATE UNIQUE INDEX "fetched_mail_of_pop3_once" ON "fetched_mail" ("mailbox_id", "uid") WHERE "folder_id" IS NULL;

CREATE TABLE "health_card" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "check_name" varchar(60) NOT NULL,
    "code" varchar(60) NOT NULL,
    "key" varchar(120) NOT NULL,
    "open_once" varchar(190) NULL UNIQUE,
    "is_red" bool NOT NULL,
    "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)),
    "advice" text NOT NULL CHECK ((JSON_VALID("advice") OR "advice" IS NULL)),
    "detail" text NOT NULL,
    "place" varchar(80) NOT NULL,
    "place_key" bigint NULL,
    "opened_at" datetime NOT NULL,
    "closed_at" datetime NULL);

CREATE INDEX "health_card_list" ON "health_card" ("closed_at", "id" DESC);

CREATE INDEX "health_card_open" ON "health_card" ("is_red") WHERE "closed_at" IS NULL;

CREATE TABLE "health_mute" (
    "code" varchar(60) NOT NULL PRIMARY KEY,
    "until" datetime NOT NULL,
    "reason" varchar(300) NOT NULL,
    "by_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "health_mute_by_id_9122ab7b" ON "health_mute" ("by_id");

CREATE TABLE "heartbeat" (
    "name" varchar(120) NOT NULL PRIMARY KEY,
    "at" datetime NOT NULL,
    "troubles" text NOT NULL CHECK ((JSON_VALID("troubles") OR "troubles" IS NULL)));

CREATE TABLE "identity" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" varchar(16) NOT NULL,
    "value" varchar(254) NOT NULL,
    "shown" varchar(254) NOT NULL,
    "is_primary" bool NOT NULL,
    "verified_at" datetime NULL,
    "created_at" datetime NOT NULL,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "undeliverable_at" datetime NULL,
    "undeliverable_reason" varchar(40) DEFAULT '' NOT NULL, CONSTRAINT "identity_once" UNIQUE ("kind", "value"));

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
    "ticket_id" bigint NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED,
    "raw_purged_at" datetime NULL,
    "peer" char(39) NULL,
    "peer_name" varchar(255) NOT NULL,
    "owner" varchar(80) NOT NULL);

CREATE INDEX "incoming_digest" ON "incoming_mail" ("digest");

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

CREATE TABLE "mail_template" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "purpose" varchar(12) NOT NULL,
    "language" varchar(8) NOT NULL,
    "is_built_in" bool NOT NULL,
    "subject" varchar(300) NOT NULL,
    "html" text NOT NULL,
    "at" datetime NOT NULL,
    "brand_id" bigint NULL REFERENCES "brand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "mail_template_brand_id_b19476ba" ON "mail_template" ("brand_id");

CREATE INDEX "mail_template_newest" ON "mail_template" ("purpose", "language", "brand_id", "id" DESC);

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
    "department_id" bigint NOT NULL REFERENCES "department" ("id") DEFERRABLE INITIALLY DEFERRED,
    "in_sign_in" varchar(8) NOT NULL,
    "out_sign_in" varchar(8) NOT NULL,
    "sign_in_app_id" bigint NULL REFERENCES "sign_in_app" ("id") DEFERRABLE INITIALLY DEFERRED,
    "first_visit" varchar(8) NOT NULL,
    "more_folders" text NOT NULL CHECK ((JSON_VALID("more_folders") OR "more_folders" IS NULL)),
    "out_server_id" bigint NULL REFERENCES "outgoing_server" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "mailbox_department_id_76af5348" ON "mailbox" ("department_id");

CREATE INDEX "mailbox_out_server_id_c4d2f804" ON "mailbox" ("out_server_id");

CREATE INDEX "mailbox_sign_in_app_id_2d7d825e" ON "mailbox" ("sign_in_app_id");

CREATE TABLE "mailbox_folder" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(255) NOT NULL,
    "uid_validity" bigint NULL,
    "last_uid" bigint NOT NULL,
    "first_uid" bigint NOT NULL,
    "since" date NULL,
    "checked_at" datetime NULL,
    "mailbox_id" bigint NOT NULL REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "mailbox_folder_once" UNIQUE ("mailbox_id", "name"));

CREATE INDEX "mailbox_folder_mailbox_id_31b952f2" ON "mailbox_folder" ("mailbox_id");

CREATE TABLE "mailbox_grant" (
    "mailbox_id" bigint NOT NULL PRIMARY KEY REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "account" varchar(254) NOT NULL,
    "access_sealed" text NOT NULL,
    "refresh_sealed" text NOT NULL,
    "expires_at" datetime NULL,
    "granted_at" datetime NOT NULL,
    "renewed_at" datetime NULL,
    "owner" varchar(80) NOT NULL,
    "lease_until" datetime NULL,
    "failure" varchar(40) NOT NULL,
    "words" text NOT NULL,
    "failed_at" datetime NULL,
    "app_id" bigint NOT NULL REFERENCES "sign_in_app" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "mailbox_grant_app_id_6232fc1f" ON "mailbox_grant" ("app_id");

CREATE TABLE "mailbox_key" (
    "mailbox_id" bigint NOT NULL PRIMARY KEY REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "key" varchar(64) NOT NULL UNIQUE,
    "sealed" text NOT NULL,
    "former_sealed" text NOT NULL,
    "former_until" datetime NULL,
    "mailgun_sealed" text NOT NULL,
    "made_at" datetime NOT NULL,
    "refused" varchar(40) NOT NULL,
    "refused_at" datetime NULL);

CREATE TABLE "mailbox_state" (
    "mailbox_id" bigint NOT NULL PRIMARY KEY REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "owner" varchar(80) NOT NULL,
    "lease_until" datetime NULL,
    "checked_at" datetime NULL,
    "in_failure" varchar(40) NOT NULL,
    "in_words" text NOT NULL,
    "in_failed_at" datetime NULL,
    "in_failures" integer unsigned NOT NULL CHECK ("in_failures" >= 0),
    "out_failure" varchar(40) NOT NULL,
    "out_words" text NOT NULL,
    "out_failed_at" datetime NULL,
    "after_failure" text NOT NULL,
    "out_failures" integer unsigned NOT NULL CHECK ("out_failures" >= 0),
    "out_retry_at" datetime NULL);

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
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED,
    "leaves_at" datetime NULL,
    "undelivered_at" datetime NULL);

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
    "ticket_id" bigint NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED,
    "delayed_at" datetime NULL,
    "settled_at" datetime NULL);

CREATE INDEX "outgoing_due" ON "outgoing_mail" ("next_attempt_at") WHERE "next_attempt_at" IS NOT NULL;

CREATE INDEX "outgoing_list" ON "outgoing_mail" ("state", "id" DESC);

CREATE INDEX "outgoing_mail_answers_id_de09970f" ON "outgoing_mail" ("answers_id");

CREATE INDEX "outgoing_mail_id" ON "outgoing_mail" ("mail_id");

CREATE INDEX "outgoing_mail_mailbox_id_a69a0af0" ON "outgoing_mail" ("mailbox_id");

CREATE INDEX "outgoing_mail_message_id_760df85f" ON "outgoing_mail" ("message_id");

CREATE INDEX "outgoing_mail_person_id_a7bbdb34" ON "outgoing_mail" ("person_id");

CREATE INDEX "outgoing_mail_ticket_id_7f97525d" ON "outgoing_mail" ("ticket_id");

CREATE TABLE "outgoing_server" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(200) NOT NULL,
    "host" varchar(253) NOT NULL,
    "port" integer unsigned NULL CHECK ("port" >= 0),
    "security" varchar(8) NOT NULL,
    "trust" varchar(8) NOT NULL,
    "authority" text NOT NULL,
    "sign_in" varchar(8) NOT NULL,
    "login" varchar(254) NOT NULL,
    "sealed" text NOT NULL,
    "per_minute" integer unsigned NOT NULL CHECK ("per_minute" >= 0),
    "sessions" smallint unsigned NOT NULL CHECK ("sessions" >= 0),
    "is_default" bool NOT NULL,
    "is_active" bool NOT NULL,
    "created_at" datetime NOT NULL);

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
    "organization_id" bigint NULL REFERENCES "organization" ("id") DEFERRABLE INITIALLY DEFERRED,
    "notices_refused_at" datetime NULL,
    "undo_seconds" smallint unsigned NULL CHECK ("undo_seconds" >= 0));

CREATE INDEX "person_organization_id_fd95cef0" ON "person" ("organization_id");

CREATE INDEX "person_role_name" ON "person" ("role", "name");

CREATE TABLE "person_word" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "word" varchar(60) NOT NULL,
    "of_name" bool NOT NULL,
    "person_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "person_word_once" UNIQUE ("person_id", "word"));

CREATE INDEX "person_word_found" ON "person_word" ("word", "person_id");

CREATE TABLE "picture_sender" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "address" varchar(254) NOT NULL UNIQUE,
    "at" datetime NOT NULL,
    "person_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "picture_sender_person_id_887ecee6" ON "picture_sender" ("person_id");

CREATE TABLE "rating" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "verdict" varchar(8) NOT NULL,
    "comment" text NOT NULL,
    "given_at" datetime NOT NULL,
    "changed_at" datetime NOT NULL,
    "agent_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "person_id" bigint NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
    "ticket_id" bigint NOT NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "rating_once" UNIQUE ("ticket_id", "person_id"));

CREATE INDEX "rating_agent_id_d427a5cc" ON "rating" ("agent_id");

CREATE INDEX "rating_by_time" ON "rating" ("given_at");

CREATE INDEX "rating_person_id_bb99bc34" ON "rating" ("person_id");

CREATE INDEX "rating_ticket_id_2d4f1c71" ON "rating" ("ticket_id");

CREATE TABLE "rating_request" (
    "ticket_id" bigint NOT NULL PRIMARY KEY REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED,
    "due_at" datetime NULL,
    "asked_at" datetime NULL,
    "reason" varchar(20) NOT NULL);

CREATE INDEX "rating_request_due" ON "rating_request" ("due_at") WHERE "due_at" IS NOT NULL;

CREATE TABLE "search_document" (
    "ticket_id" bigint NOT NULL PRIMARY KEY REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED,
    "place" bigint NOT NULL UNIQUE,
    "subject" text NOT NULL,
    "public" text NOT NULL,
    "notes" text NOT NULL,
    "customer" text NOT NULL,
    "files" text NOT NULL,
    "again_at" datetime NULL);

CREATE INDEX "search_document_again" ON "search_document" ("again_at") WHERE "again_at" IS NOT NULL;

CREATE TABLE "search_file_text" (
    "blob_id" bigint NOT NULL PRIMARY KEY,
    "state" varchar(8) NOT NULL,
    "due_at" datetime NULL,
    "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0),
    "problem" varchar(20) NOT NULL,
    "text" text NOT NULL,
    "made_at" datetime NULL);

CREATE INDEX "search_file_text_due" ON "search_file_text" ("due_at") WHERE "due_at" IS NOT NULL;

CREATE INDEX "search_file_text_made" ON "search_file_text" ("made_at");

CREATE TABLE "search_form" (
    "text" varchar(40) NOT NULL PRIMARY KEY,
    "tickets" integer unsigned NOT NULL CHECK ("tickets" >= 0));

CREATE TABLE "search_indexing" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" integer unsigned NOT NULL CHECK ("version" >= 0),
    "next" bigint NULL,
    "total" bigint NOT NULL,
    "done" bigint NOT NULL,
    "began_at" datetime NULL);

CREATE TABLE "search_saved" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(80) NOT NULL,
    "query" varchar(1000) NOT NULL,
    "order" varchar(20) NOT NULL,
    "is_shared" bool NOT NULL,
    "place" smallint unsigned NOT NULL CHECK ("place" >= 0),
    "owner_id" bigint NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "search_saved_once" UNIQUE ("owner_id", "name"));

CREATE INDEX "search_saved_owner_id_f8bae84a" ON "search_saved" ("owner_id");

CREATE VIRTUAL TABLE search_terms USING fts5(terms, tokenize='ascii', detail='none', columnsize=0);

CREATE TABLE 'search_terms_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_terms_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'search_terms_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_terms_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE "self_test" (
    "mailbox_id" bigint NOT NULL PRIMARY KEY REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED,
    "due_at" datetime NULL,
    "lease_until" datetime NULL,
    "checked_at" datetime NULL,
    "letter" integer unsigned NOT NULL CHECK ("letter" >= 0),
    "letter_at" datetime NULL,
    "returned_at" datetime NULL,
    "seen" text NOT NULL CHECK ((JSON_VALID("seen") OR "seen" IS NULL)));

CREATE INDEX "self_test_due" ON "self_test" ("due_at");

CREATE TABLE "self_test_result" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "probe" varchar(20) NOT NULL,
    "state" varchar(8) NOT NULL,
    "code" varchar(40) NOT NULL,
    "details" text NOT NULL CHECK ((JSON_VALID("details") OR "details" IS NULL)),
    "checked_at" datetime NOT NULL,
    "since" datetime NOT NULL,
    "mailbox_id" bigint NOT NULL REFERENCES "mailbox" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "self_test_result_once" UNIQUE ("mailbox_id", "probe"));

CREATE INDEX "self_test_result_mailbox_id_05904953" ON "self_test_result" ("mailbox_id");

CREATE TABLE "server_state" (
    "server_id" bigint NOT NULL PRIMARY KEY REFERENCES "outgoing_server" ("id") DEFERRABLE INITIALLY DEFERRED,
    "failure" varchar(40) NOT NULL,
    "words" text NOT NULL,
    "failed_at" datetime NULL,
    "failures" integer unsigned NOT NULL CHECK ("failures" >= 0),
    "retry_at" datetime NULL,
    "minute" datetime NULL,
    "taken" integer unsigned NOT NULL CHECK ("taken" >= 0));

CREATE TABLE "sign_in_app" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(200) NOT NULL,
    "provider" varchar(10) NOT NULL,
    "client_id" varchar(254) NOT NULL,
    "client_sealed" text NOT NULL,
    "tenant" varchar(100) NOT NULL,
    "as_app" bool NOT NULL,
    "authorize_url" varchar(500) NOT NULL,
    "token_url" varchar(500) NOT NULL,
    "scopes" varchar(1000) NOT NULL,
    "secret_expires_on" date NULL,
    "created_at" datetime NOT NULL);

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
    "not_request_at" datetime NULL,
    "has_undelivered" bool DEFAULT 0 NOT NULL,
    "merged_into_id" bigint NULL REFERENCES "ticket" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "ticket_assignee_id_389d3f7b" ON "ticket" ("assignee_id");

CREATE INDEX "ticket_brand_id_412febb9" ON "ticket" ("brand_id");

CREATE INDEX "ticket_by_assignee" ON "ticket" ("assignee_id", "status", "last_message_at" DESC, "id" DESC, "merged_into_id", "not_request_at");

CREATE INDEX "ticket_by_department" ON "ticket" ("department_id", "status", "last_message_at" DESC, "id" DESC, "merged_into_id", "not_request_at");

CREATE INDEX "ticket_by_last_message" ON "ticket" ("last_message_at" DESC, "id" DESC);

CREATE INDEX "ticket_by_status" ON "ticket" ("status", "last_message_at" DESC, "id" DESC, "merged_into_id", "not_request_at");

CREATE INDEX "ticket_department_id_0da26289" ON "ticket" ("department_id");

CREATE INDEX "ticket_merged" ON "ticket" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;

CREATE INDEX "ticket_not_request" ON "ticket" ("last_message_at" DESC, "id" DESC) WHERE "not_request_at" IS NOT NULL;

CREATE INDEX "ticket_of_requester" ON "ticket" ("requester_id", "last_message_at" DESC);

CREATE INDEX "ticket_organization_id_3759c8ee" ON "ticket" ("organization_id");

CREATE INDEX "ticket_requester_id_66198ddf" ON "ticket" ("requester_id");

CREATE INDEX "ticket_topic_id_7b1a747b" ON "ticket" ("topic_id");

CREATE INDEX "ticket_unassigned" ON "ticket" ("status", "last_message_at" DESC, "id" DESC, "merged_into_id", "not_request_at") WHERE "assignee_id" IS NULL;

CREATE INDEX "ticket_unassigned_department" ON "ticket" ("department_id", "status", "last_message_at" DESC, "id" DESC, "merged_into_id", "not_request_at") WHERE "assignee_id" IS NULL;

CREATE INDEX "ticket_undelivered" ON "ticket" ("last_message_at" DESC, "id" DESC) WHERE "has_undelivered";

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
