-- What B1 says gave rows, by month of the document and currency, against the rows that are here: a row that was lost or
-- changed on its way into the warehouse, or by hand in it, shows.
with counted as (
    select tenant_id, period, currency, emitted_amount
    from {{ ref('latest_control_totals') }}
    where {{ adapter.quote('check') }} = 'B1' and period is not null and period <> ''
),

here as (
    select
        tenant_id,
        substr(cast({{ month_of('document_date') }} as {{ dbt.type_string() }}), 1, 7) as period,
        currency,
        sum(billing_amount) as amount
    from {{ ref('current_billing_schedule') }}
    group by 1, 2, 3
)

select
    coalesce(counted.tenant_id, here.tenant_id) as tenant_id,
    coalesce(counted.period, here.period) as period,
    coalesce(counted.currency, here.currency) as currency,
    coalesce(counted.emitted_amount, 0) as counted_amount,
    coalesce(here.amount, 0) as amount_here
from counted
full outer join here
    on counted.tenant_id = here.tenant_id and counted.period = here.period and counted.currency = here.currency
where coalesce(counted.emitted_amount, 0) <> coalesce(here.amount, 0)
