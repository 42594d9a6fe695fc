// Signs in as a custom connection with the SDK's defaults, and prints what it reads as JSON.
// The SDK knows Xero's addresses alone: what goes there is sent to the sandbox, and nothing else leaves this machine.
const axios = require("axios");
const { XeroClient } = require("xero-node");

const { SANDBOX, CLIENT_ID, CLIENT_SECRET } = process.env;
const asked = [];
axios.interceptors.request.use((request) => {
  const there = new URL(request.url);
  asked.push({ path: there.pathname, body: request.data ?? "" });
  request.url = SANDBOX + there.pathname + there.search;
  return request;
});

async function main() {
  const xero = new XeroClient({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, grantType: "client_credentials" });
  await xero.getClientCredentialsToken();
  const signIn = asked[0];
  await xero.updateTenants(false);
  const tenant = xero.tenants[0].tenantId;
  const accounting = xero.accountingApi;
  const page = [undefined, 'Type=="ACCREC"', "InvoiceID", undefined, undefined, undefined, undefined, 1];
  const invoices = (await accounting.getInvoices(tenant, ...page)).body.invoices;
  const journals = (await accounting.getManualJournals(tenant)).body.manualJournals;
  const created = (
    await accounting.createManualJournals(tenant, {
      manualJournals: [
        {
          narration: "From Node",
          date: "2026-01-31",
          journalLines: [
            { lineAmount: 12.34, accountCode: "200" },
            { lineAmount: -12.34, accountCode: "400" },
          ],
        },
      ],
    })
  ).body.manualJournals[0];
  console.log(
    JSON.stringify({
      signIn,
      invoices: invoices.map((each) => [each.invoiceNumber, each.total, each.date]),
      journals: journals.length,
      created: [created.narration, created.status, created.journalLines.map((line) => line.lineAmount)],
    }),
  );
}

main().catch((failure) => {
  console.error(failure.stack ?? JSON.stringify(failure));
  process.exit(1);
});
