-- Revenue by the month in which it was billed and the month in which it is recognised, by account and currency.
-- Made of the documents as they are now; lines that are held have no part in it.
CREATE OR REPLACE VIEW {schema}.waterfall AS
SELECT
    tenant_id,
    revenue_account,
    deferred_account,
    currency,
    home_currency,
    SUBSTR(CAST(document_date AS VARCHAR), 1, 7) AS billed_period,
    period,
    SUM(recognised_amount) AS recognised_amount,
    SUM(recognised_home_amount) AS recognised_home_amount
FROM {schema}.current_revenue_schedule
WHERE held_reason IS NULL
GROUP BY
    tenant_id,
    revenue_account,
    deferred_account,
    currency,
    home_currency,
    SUBSTR(CAST(document_date AS VARCHAR), 1, 7),
    period;
