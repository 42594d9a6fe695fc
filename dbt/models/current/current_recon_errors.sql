select * from {{ ref('stg_xero_revrec__recon_errors') }}
where status = 'Open'
