\set n random(2, 900000)
SELECT number, state, due_at FROM dossiers_dossier WHERE number_key = 'H9920250101' || :n;
