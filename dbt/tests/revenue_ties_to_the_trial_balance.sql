{{ config(enabled=var('xero_recognition')) }}

-- What was recognised on an account is what Xero's Trial Balance has, or each difference has a name.
select *
from {{ ref('recognised_revenue_by_month') }}
where tie_status = 'Does not tie'
