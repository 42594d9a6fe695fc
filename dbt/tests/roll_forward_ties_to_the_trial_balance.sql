{{ config(enabled=var('xero_recognition')) }}

-- What is deferred is what Xero's Trial Balance has, or each difference has a name.
select *
from {{ ref('deferred_revenue_roll_forward') }}
where tie_status = 'Does not tie'
