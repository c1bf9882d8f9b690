SELECT dossier.id, dossier.reference, dossier.waiting_since, person.full_name, agency.name
FROM dossiers_dossier dossier JOIN identity_person person ON person.id = dossier.applicant_id
JOIN organisations_agency agency ON agency.id = dossier.agency_id
WHERE dossier.receiving_agency_id = (SELECT min(id) FROM organisations_agency) AND dossier.state = 'lodged'
ORDER BY dossier.waiting_since, dossier.id LIMIT 25;
