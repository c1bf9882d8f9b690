BEGIN;
UPDATE dossiers_dossier SET last_seq = last_seq WHERE id = (SELECT min(id) FROM dossiers_dossier);
INSERT INTO dossiers_dossierevent (dossier_id, seq, act, source, target, by, occurred_at, recorded_at,
    article, payload, commitment, previous_hash, hash)
SELECT (SELECT min(id) FROM dossiers_dossier), 1000000 + nextval('bench_answers_id_seq'), 'finish_step',
    'in_progress', 'in_progress', 'officer:1', now(), now(), 'Điều 19', '{}', '', '\x00', '\x00';
INSERT INTO kernel_outboxmessage (type, subject_kind, subject_key, payload, occurred_at, is_delivered,
    attempts, last_error) VALUES ('bench', 'dossier', 'x', '{}', now(), true, 0, '');
COMMIT;
