-- Each mart of money adds up to the rows that it is made of.
select summed.tenant_id, summed.currency, summed.billed - coalesce(months.billed, 0) as difference
from (
    select tenant_id, currency, sum(billing_amount) as billed
    from {{ ref('current_billing_schedule') }}
    group by tenant_id, currency
) as summed
left join (
    select tenant_id, currency, sum(billed) as billed
    from {{ ref('billing_by_month') }}
    group by tenant_id, currency
) as months
    on summed.tenant_id = months.tenant_id and summed.currency = months.currency
where summed.billed <> coalesce(months.billed, 0)
