\set r random(1, 2000000000)
BEGIN;
INSERT INTO dossiers_dossier (reference, reference_key, procedure_version_id, procedure_id, agency_id,
    receiving_agency_id, applicant_id, channel, state, lodged_at, waiting_since, intake_due_at,
    wrapped_key, last_seq, last_hash, handling)
SELECT 'B' || nextval('bench_answers_id_seq'), 'B' || currval('bench_answers_id_seq'), version.id,
    version.procedure_id, agency.id, agency.id, person.id, 'online', 'lodged', now(), now(), now(),
    '\x00', 1, '\x00', 1
FROM (SELECT id, procedure_id FROM procedures_procedureversion LIMIT 1) version,
    (SELECT id FROM organisations_agency LIMIT 1) agency, (SELECT id FROM identity_person LIMIT 1) person;
INSERT INTO dossiers_dossieranswers (dossier_id, version, sealed, saved_at)
SELECT currval('dossiers_dossier_id_seq'), 1, decode(repeat('ab', 2048), 'hex'), now();
INSERT INTO dossiers_dossierevent (dossier_id, seq, act, source, target, by, occurred_at, recorded_at,
    article, payload, commitment, previous_hash, hash)
VALUES (currval('dossiers_dossier_id_seq'), 1, 'lodge', '', 'lodged', 'citizen:1', now(), now(),
    'Điều 16', '{}', '', '\x00', '\x00');
INSERT INTO kernel_outboxmessage (type, subject_kind, subject_key, payload, occurred_at, is_delivered,
    attempts, last_error) VALUES ('bench', 'dossier', :r, '{}', now(), true, 0, '');
COMMIT;
