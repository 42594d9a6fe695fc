-- The billing of each document as it is now: nothing of its older versions, nothing of a document that was withdrawn.
-- Lines taken off a document leave their old rows in the table, and here they are gone. A row loaded twice shows once.
CREATE OR REPLACE VIEW {schema}.current_billing_schedule AS
SELECT billing_schedule.*
FROM {schema}.billing_schedule
WHERE billing_schedule._airbyte_raw_id IN (
    SELECT ranked._airbyte_raw_id
    FROM (
        SELECT
            _airbyte_raw_id,
            withdrawn,
            RANK() OVER (
                PARTITION BY tenant_id, document_id
                ORDER BY document_updated_at DESC, document_read_at DESC
            ) AS version_rank,
            ROW_NUMBER() OVER (
                PARTITION BY tenant_id, document_id, billing_id
                ORDER BY
                    document_updated_at DESC, document_read_at DESC, _airbyte_extracted_at DESC, _airbyte_raw_id DESC
            ) AS copy_number
        FROM {schema}.billing_schedule
    ) AS ranked
    WHERE ranked.version_rank = 1 AND ranked.copy_number = 1 AND COALESCE(ranked.withdrawn, FALSE) = FALSE
);
