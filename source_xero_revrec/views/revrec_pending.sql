-- The documents that wait because no CRM customer has their contact's name. Those that were cleared are gone.
CREATE OR REPLACE VIEW {schema}.revrec_pending AS
SELECT pending_data.*
FROM {schema}.pending_data
WHERE pending_data._airbyte_raw_id IN (
    SELECT ranked._airbyte_raw_id
    FROM (
        SELECT
            _airbyte_raw_id,
            status,
            ROW_NUMBER() OVER (
                PARTITION BY tenant_id, document_id
                ORDER BY
                    document_updated_at DESC, document_read_at DESC, _airbyte_extracted_at DESC, _airbyte_raw_id DESC
            ) AS version_rank
        FROM {schema}.pending_data
    ) AS ranked
    WHERE ranked.version_rank = 1 AND ranked.status = 'Pending'
);
