-- What open months make up for in closed ones, by month, reason and account: as it was read last of each organisation.
-- The sum of a journal is that of its lines in journal_entries, credits positive.
CREATE OR REPLACE VIEW {schema}.prior_period AS
SELECT
    recognition_changes.tenant_id,
    recognition_changes.period,
    recognition_changes.journal_entry_id,
    recognition_changes.reason,
    recognition_changes.account_code,
    recognition_changes.home_currency,
    COUNT(DISTINCT COALESCE(recognition_changes.document_id, recognition_changes.changed_journal_entry_id)) AS causes,
    SUM(recognition_changes.home_amount) AS home_amount
FROM {schema}.recognition_changes
INNER JOIN (
    SELECT
        tenant_id,
        MAX(recognised_at) AS recognised_at
    FROM {schema}.recognition_changes
    GROUP BY tenant_id
) AS latest
    ON
        recognition_changes.tenant_id = latest.tenant_id
        AND recognition_changes.recognised_at = latest.recognised_at
GROUP BY
    recognition_changes.tenant_id,
    recognition_changes.period,
    recognition_changes.journal_entry_id,
    recognition_changes.reason,
    recognition_changes.account_code,
    recognition_changes.home_currency;
