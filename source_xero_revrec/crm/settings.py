"""Where the CRM's customers are kept, as the form in Airbyte asks for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

SALESFORCE_NAME = "^[A-Za-z][A-Za-z0-9_]*$"
HUBSPOT_NAME = "^[A-Za-z0-9_-]+$"
ADDRESS = "^https?://[^ ]+$"
HUBSPOT_URL = "https://api.hubapi.com"


class ListedCustomer(BaseModel):
    """One customer, typed into the form."""

    model_config = ConfigDict(title="Customer", extra="forbid")

    customer_id: str = Field(
        title="Customer ID",
        description="The customer's id in the CRM, which RevRec knows it by.",
        min_length=1,
        examples=["C-1009"],
        json_schema_extra={"order": 0},
    )
    name: str = Field(
        title="Customer name",
        description="The customer's name, letter by letter as the contact in Xero bears it.",
        min_length=1,
        examples=["Boom FM Ltd"],
        json_schema_extra={"order": 1},
    )


class CrmList(BaseModel):
    """Customers typed into the form."""

    model_config = ConfigDict(title="Type the customers in here", extra="forbid")

    source: Literal["list"] = Field(json_schema_extra={"order": 0})
    customers: list[ListedCustomer] = Field(
        title="Customers",
        description="The CRM's customers. Documents of a contact that is not among them are pending.",
        examples=[[{"customer_id": "C-1009", "name": "Boom FM Ltd"}]],
        json_schema_extra={"order": 1},
    )


class CrmFile(BaseModel):
    """Customers exported from the CRM as CSV or Excel."""

    model_config = ConfigDict(title="Read a CSV or Excel file", extra="forbid")

    source: Literal["file"] = Field(json_schema_extra={"order": 0})
    location: str = Field(
        title="Path or address",
        description="A path that the connector can read (in Airbyte's container, under a mounted folder), an "
        "https address that answers with the file itself, or an address in S3 (s3://bucket/customers.csv), Google "
        "Cloud Storage (gs://), Azure (az://) or on an SFTP server (sftp://), which are signed in to as the machine "
        "is. CSV must be UTF-8, with commas, semicolons or tabs; Excel must be .xlsx; JSON Lines have an object in "
        "each line.",
        min_length=1,
        examples=["/local/customers.csv", "https://example.com/exports/customers.xlsx"],
        repr=False,
        json_schema_extra={"order": 1},
    )
    sheet: str | None = Field(
        None,
        title="Sheet",
        description="The sheet of the Excel file that holds the customers. Left empty, the first sheet is read; a CSV "
        "file has none.",
        examples=["Customers"],
        json_schema_extra={"order": 2},
    )
    id_column: str = Field(
        "Customer ID",
        title="Column of the id",
        description="The heading of the column that holds the customer's id. Left alone, it is Customer ID, as in "
        "RevRec's own files.",
        min_length=1,
        json_schema_extra={"order": 3},
    )
    name_column: str = Field(
        "Customer Name",
        title="Column of the name",
        description="The heading of the column that holds the customer's name. Left alone, it is Customer Name, as in "
        "RevRec's own files.",
        min_length=1,
        json_schema_extra={"order": 4},
    )


class SalesforceClientCredentials(BaseModel):
    """An app that signs in as itself, through its Run As user."""

    model_config = ConfigDict(title="Sign in as the app itself, with client credentials", extra="forbid")

    auth_type: Literal["client_credentials"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Consumer key",
        description="The consumer key of an external client app with the client credentials flow and a Run As user.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str = Field(
        title="Consumer secret",
        description="The consumer secret of the same app.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 2, "airbyte_secret": True},
    )


class SalesforceRefreshToken(BaseModel):
    """An app that a user has authorised."""

    model_config = ConfigDict(title="Sign in as a user, with a refresh token", extra="forbid")

    auth_type: Literal["refresh_token"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Consumer key",
        description="The consumer key of the app that the user authorised.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str | None = Field(
        None,
        title="Consumer secret",
        description="The consumer secret of the same app. Left empty, none is sent, for apps that do not require it.",
        repr=False,
        json_schema_extra={"order": 2, "airbyte_secret": True},
    )
    refresh_token: str = Field(
        title="Refresh token",
        description="A refresh token of that app, granted with the scopes api and refresh_token.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 3, "airbyte_secret": True},
    )


class Salesforce(BaseModel):
    """Customers are accounts, or another object, of a Salesforce organisation."""

    model_config = ConfigDict(title="Read them from Salesforce", extra="forbid")

    source: Literal["salesforce"] = Field(json_schema_extra={"order": 0})
    instance_url: str = Field(
        title="My Domain address",
        description="The address of your Salesforce organisation (Setup, My Domain).",
        pattern=ADDRESS,
        examples=["https://mycompany.my.salesforce.com"],
        json_schema_extra={"order": 1, "pattern_descriptor": "https://mycompany.my.salesforce.com"},
    )
    auth: Annotated[SalesforceClientCredentials | SalesforceRefreshToken, Field(discriminator="auth_type")] = Field(
        title="How to sign in to Salesforce",
        description="Client credentials are simplest: no token to keep. A refresh token reads as the user who "
        "authorised the app.",
        json_schema_extra={"order": 2},
    )
    object: str = Field(
        "Account",
        title="Object",
        description="The API name of the object that holds the customers. Left alone, it is Account.",
        pattern=SALESFORCE_NAME,
        json_schema_extra={"order": 3, "pattern_descriptor": "letters, digits and underscores, such as Account"},
    )
    id_field: str = Field(
        "Id",
        title="Field of the id",
        description="The API name of the field that RevRec knows the customer by. Left alone, it is Id, Salesforce's "
        "18-character record id.",
        pattern=SALESFORCE_NAME,
        examples=["Id", "Customer_Number__c"],
        json_schema_extra={
            "order": 4,
            "pattern_descriptor": "letters, digits and underscores, such as Customer_Number__c",
        },
    )
    name_field: str = Field(
        "Name",
        title="Field of the name",
        description="The API name of the field that is compared with the contact's name in Xero. Left alone, it is "
        "Name. Records without a value in it match nothing and are left out.",
        pattern=SALESFORCE_NAME,
        json_schema_extra={"order": 5, "pattern_descriptor": "letters, digits and underscores, such as Name"},
    )
    where: str | None = Field(
        None,
        title="Condition",
        description="A SOQL condition that a record must meet, without the word WHERE. Left empty, all are read.",
        examples=["Type = 'Customer'"],
        json_schema_extra={"order": 6},
    )
    api_version: str = Field(
        "67.0",
        title="API version",
        description="The version of Salesforce's REST API. Left alone, it is 67.0 (Summer '26).",
        pattern=r"^[0-9]{2,3}\.0$",
        json_schema_extra={"order": 7, "pattern_descriptor": "67.0"},
    )

    @field_validator("instance_url")
    @classmethod
    def _api_address(cls, address: str) -> str:
        # What a browser shows is the Lightning address of the same organisation; the API lives beside it.
        return address.rstrip("/").replace(".lightning.force.com", ".my.salesforce.com")


class HubSpot(BaseModel):
    """Customers are the companies of a HubSpot account."""

    model_config = ConfigDict(title="Read them from HubSpot", extra="forbid")

    source: Literal["hubspot"] = Field(json_schema_extra={"order": 0})
    access_token: str = Field(
        title="Access token",
        description="The access token of a private app with the scope crm.objects.companies.read.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 1, "airbyte_secret": True},
    )
    id_property: str = Field(
        "hs_object_id",
        title="Property of the id",
        description="The internal name of the company property that RevRec knows the customer by. Left alone, it is "
        "hs_object_id, HubSpot's own record id.",
        pattern=HUBSPOT_NAME,
        json_schema_extra={
            "order": 2,
            "pattern_descriptor": "letters, digits, hyphens and underscores, such as hs_object_id",
        },
    )
    name_property: str = Field(
        "name",
        title="Property of the name",
        description="The internal name of the company property that is compared with the contact's name in Xero. Left "
        "alone, it is name. Companies without a value in it match nothing and are left out.",
        pattern=HUBSPOT_NAME,
        json_schema_extra={"order": 3, "pattern_descriptor": "letters, digits, hyphens and underscores, such as name"},
    )
    api_url: str = Field(
        HUBSPOT_URL,
        title="Address of the HubSpot API",
        description="Left alone, it is HubSpot's. Change it only to read from a stand-in.",
        pattern=ADDRESS,
        json_schema_extra={"order": 4, "pattern_descriptor": "https://host", "airbyte_hidden": True},
    )


Crm = Annotated[CrmList | CrmFile | Salesforce | HubSpot, Field(discriminator="source")]
