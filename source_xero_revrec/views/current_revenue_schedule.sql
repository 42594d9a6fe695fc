-- The schedule of each document as it is now: nothing of its older versions, nothing of a document that was withdrawn.
-- Months that a document lost leave their old rows in the table; here they are gone. A row loaded twice shows once.
CREATE OR REPLACE VIEW {schema}.current_revenue_schedule AS
SELECT revenue_schedule.*
FROM {schema}.revenue_schedule
WHERE revenue_schedule._airbyte_raw_id IN (
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
                PARTITION BY tenant_id, document_id, order_item_number, period
                ORDER BY
                    document_updated_at DESC, document_read_at DESC, _airbyte_extracted_at DESC, _airbyte_raw_id DESC
            ) AS copy_number
        FROM {schema}.revenue_schedule
    ) AS ranked
    WHERE ranked.version_rank = 1 AND ranked.copy_number = 1 AND COALESCE(ranked.withdrawn, FALSE) = FALSE
);
