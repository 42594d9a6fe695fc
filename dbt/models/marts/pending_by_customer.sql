{{ config(enabled=var('xero_mode') == 'customer_name_mapping') }}

select
    tenant_id,
    contact_id,
    max(contact_name) as contact_name,
    currency,
    count(*) as documents,
    sum(amount) as pending_amount,
    min(document_date) as waiting_since,
    max(reason) as reason,
    max(hints) as hints
from {{ ref('current_pending_data') }}
group by tenant_id, contact_id, currency
