select
    tenant_id,
    {{ month_of('billing_date') }} as billing_month,
    currency,
    home_currency,
    count(distinct document_id) as documents,
    sum(case when document_type = 'Invoice' then billing_amount else 0 end) as invoiced,
    sum(case when document_type = 'Adjustment' then billing_amount else 0 end) as adjusted,
    sum(case when document_type = 'Credit Memo' then billing_amount else 0 end) as credited,
    sum(billing_amount) as billed,
    sum(tax_amount) as tax,
    sum(home_amount) as billed_in_home_currency
from {{ ref('current_billing_schedule') }}
group by 1, 2, 3, 4
