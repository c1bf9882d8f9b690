BEGIN;
UPDATE dossiers_dossier SET last_seq = last_seq WHERE id = (SELECT min(id) FROM dossiers_dossier);
INSERT INTO dossiers_daycounter AS counter (agency_id, received_on, last) VALUES (0, '2000-01-01', 1)
    ON CONFLICT (agency_id, received_on) DO UPDATE SET last = counter.last + 1;
INSERT INTO dossiers_dossierevent (dossier_id, seq, act, source, target, by, occurred_at, recorded_at,
    article, payload, commitment, previous_hash, hash)
SELECT (SELECT min(id) FROM dossiers_dossier), 1000000 + nextval('bench_answers_id_seq'), 'accept', 'lodged',
    'accepted', 'officer:1', now(), now(), 'Điều 17', '{}', '', '\x00', '\x00' FROM generate_series(1, 2);
INSERT INTO kernel_outboxmessage (type, subject_kind, subject_key, payload, occurred_at, is_delivered,
    attempts, last_error) SELECT 'bench', 'dossier', 'x', '{}', now(), true, 0, '' FROM generate_series(1, 2);
COMMIT;
