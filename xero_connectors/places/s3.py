"""A bucket of Amazon S3, or of a store that speaks its protocol, with credentials as any AWS tool takes them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.places.objects import Kind, Objects, Refused
from xero_connectors.places.reasons import Cause, Terms, Trouble, of_code
from xero_connectors.web_address import WebAddress, is_in_the_clear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from obstore.store import ObjectStore, S3Credential

    from xero_connectors.places.address import Address
    from xero_connectors.places.objects import Options

_ROLE_SESSION = "destination-xero-journals"
_AMAZON = (".amazonaws.com", ".amazonaws.com.cn")
_TERMS = Terms(
    to_read="s3:GetObject and s3:ListBucket",
    to_write="s3:PutObject and s3:AbortMultipartUpload",
    credentials="access_key_id with secret_access_key, or what AWS's own tools take (AWS_ACCESS_KEY_ID with "
    "AWS_SECRET_ACCESS_KEY, AWS_PROFILE, ...)",
)


class S3Storage(BaseModel):
    """An S3 bucket, or a store that speaks its protocol."""

    model_config = ConfigDict(title="Keep them in an S3 bucket", extra="forbid")
    scheme: ClassVar[str] = "s3"
    example: ClassVar[str] = "s3://bucket/folder/"
    signing_in: ClassVar[str] = (
        "credentials as AWS has them (AWS_PROFILE, AWS_ACCESS_KEY_ID, roles, ...); other stores that speak S3: "
        "AWS_ENDPOINT_URL_S3"
    )

    storage_type: Literal["S3"] = Field(json_schema_extra={"order": 0})
    s3_bucket_name: str = Field(
        title="Bucket",
        description="The bucket's name.",
        min_length=1,
        examples=["accounting"],
        json_schema_extra={"order": 1},
    )
    s3_bucket_region: str = Field(
        "",
        title="Region",
        description="The bucket's region. If empty, it is the one that the machine is set to.",
        examples=["eu-central-1"],
        json_schema_extra={"order": 2},
    )
    bucket_path: str = Field(
        "",
        title="Folder in the bucket",
        description="The folder that holds a folder of each sync. If empty, those lie at the bucket's top.",
        examples=["revrec/journals"],
        json_schema_extra={"order": 3},
    )
    access_key_id: str | None = Field(
        None,
        title="Access key ID",
        description="The id of a key that may write to the bucket. If empty, the machine's own credentials are used.",
        repr=False,
        json_schema_extra={"order": 4, "airbyte_secret": True},
    )
    secret_access_key: str | None = Field(
        None,
        title="Secret access key",
        description="The secret of that key. If empty, as the id is, the machine's own credentials are used.",
        repr=False,
        json_schema_extra={"order": 5, "airbyte_secret": True},
    )
    role_arn: str | None = Field(
        None,
        title="Role ARN",
        description="A role to take on before writing. If empty, none is.",
        examples=["arn:aws:iam::123456789012:role/journals"],
        json_schema_extra={"order": 6},
    )
    s3_endpoint: WebAddress | None = Field(
        None,
        title="Endpoint",
        description="The address of a store other than Amazon's. If empty, it is Amazon's.",
        examples=["https://minio.example.com"],
        json_schema_extra={"order": 7},
    )

    @classmethod
    def named(cls, address: Address) -> dict[str, Any]:
        """Return the fields that an address says."""
        return {"storage_type": "S3", "s3_bucket_name": address.host, "bucket_path": address.path}

    @classmethod
    def at(cls, address: Address, environment: Mapping[str, str]) -> S3Storage:  # noqa: ARG003 - botocore reads it
        """Take the settings from an address; credentials, region and endpoint come from AWS's own chain."""
        return cls(**cls.named(address))

    def place(self) -> Objects:
        """Return the folder in the bucket."""
        kind = Kind(f"s3://{self.s3_bucket_name}", _TERMS, _Account(self).store)
        return Objects(kind, self.bucket_path)


class _Account:
    """Whose credentials, which region and what endpoint: as AWS's own tools find them where the settings have none."""

    def __init__(self, settings: S3Storage) -> None:
        self._settings = settings

    def store(self, options: Options) -> ObjectStore:
        """Open the bucket with credentials of this minute."""
        try:
            import botocore.session  # noqa: F401, PLC0415 - an optional library
        except ImportError:
            raise Refused(Trouble(Cause.NO_LIBRARY, "botocore")) from None
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as above

        try:
            return self._opened(options)
        except ClientError as failure:
            trouble = of_code(str(failure.response["Error"]["Code"]))
            if trouble.cause is Cause.DENIED:
                trouble = Trouble(Cause.ROLE_DENIED)
        except BotoCoreError as failure:
            trouble = _of_botocore(failure)
        raise Refused(trouble)

    def _opened(self, options: Options) -> ObjectStore:
        from obstore.store import S3Store  # noqa: PLC0415 - an optional library

        keys = self._credentials.get_frozen_credentials()
        endpoint, region = self._where
        host = endpoint.rpartition("//")[2]
        # What Amazon itself has by the bucket's name, every other store has by its path.
        by_name = host.endswith(_AMAZON) and "." not in self._settings.s3_bucket_name
        credential: S3Credential = {
            "access_key_id": keys.access_key,
            "secret_access_key": keys.secret_key,
            "token": keys.token,
            "expires_at": None,
        }
        # obstore looks into the environment by itself, and for these two it must not: botocore has, with the form's
        # settings first.
        return S3Store(
            self._settings.s3_bucket_name,
            aws_endpoint_url_s3=f"https://{self._settings.s3_bucket_name}.{host}" if by_name else endpoint,
            virtual_hosted_style_request=by_name,
            region=region,
            credential_provider=lambda: credential,
            **options,
        )

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - of an optional library
        from botocore.session import Session  # noqa: PLC0415 - an optional library

        settings, session = self._settings, Session()
        if bool(settings.access_key_id) != bool(settings.secret_access_key):
            raise Refused(Trouble(Cause.HALF_CREDENTIALS))
        if settings.access_key_id and settings.secret_access_key:
            session.set_credentials(settings.access_key_id, settings.secret_access_key)
        if settings.s3_bucket_region:
            session.set_config_variable("region", settings.s3_bucket_region)
        return session

    @cached_property
    def _credentials(self) -> Any:  # noqa: ANN401 - of an optional library
        """Credentials that renew themselves where they can."""
        from botocore.credentials import (  # noqa: PLC0415 - an optional library
            AssumeRoleCredentialFetcher,
            DeferredRefreshableCredentials,
        )

        own = self._session.get_credentials()
        if own is None:
            raise Refused(Trouble(Cause.NO_CREDENTIALS))
        if not self._settings.role_arn:
            return own
        role = AssumeRoleCredentialFetcher(
            partial(self._session.create_client, region_name=self._session.get_config_variable("region")),
            own,
            self._settings.role_arn,
            extra_args={"RoleSessionName": _ROLE_SESSION},
        )
        return DeferredRefreshableCredentials(role.fetch_credentials, "assume-role")

    @cached_property
    def _where(self) -> tuple[str, str]:
        """Return the endpoint, and the region that the bucket says it is in, which is not always the configured one."""
        from botocore.config import Config  # noqa: PLC0415 - an optional library
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as above

        patience = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard", "max_attempts": 1})
        keys = self._credentials.get_frozen_credentials()
        client = self._session.create_client(
            "s3",
            endpoint_url=self._settings.s3_endpoint or None,
            aws_access_key_id=keys.access_key,
            aws_secret_access_key=keys.secret_key,
            aws_session_token=keys.token,
            config=patience,
        )
        if is_in_the_clear(client.meta.endpoint_url):
            raise Refused(Trouble(Cause.IN_THE_CLEAR))
        try:
            answer = client.head_bucket(Bucket=self._settings.s3_bucket_name)
        except ClientError as failure:
            answer = failure.response
        except (BotoCoreError, ValueError):
            # Whoever opens the store meets the same and tells it.
            answer = {}
        said = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("x-amz-bucket-region")
        return _in_region(client.meta.endpoint_url, client.meta.region_name, said)


def _in_region(endpoint: str, configured: str, said: str | None) -> tuple[str, str]:
    """Return endpoint and region of a bucket that says that it is in `said`, in Amazon's names for them."""
    region = said or configured
    regional = endpoint.replace(f".{configured}.", f".{region}.")
    return regional.replace("//s3.amazonaws.com", f"//s3.{region}.amazonaws.com"), region


def _of_botocore(failure: Exception) -> Trouble:
    """Return what AWS's library tells; most of it is about credentials."""
    match type(failure).__name__:
        case "NoCredentialsError" | "CredentialRetrievalError" | "MetadataRetrievalError":
            return Trouble(Cause.NO_CREDENTIALS)
        case "PartialCredentialsError":
            return Trouble(Cause.HALF_CREDENTIALS)
        case "ProfileNotFound":
            return Trouble(Cause.NO_PROFILE, "that AWS_PROFILE names")
        case "UnauthorizedSSOTokenError" | "SSOTokenLoadError" | "TokenRetrievalError":
            return Trouble(Cause.EXPIRED)
        case "EndpointConnectionError" | "ConnectTimeoutError" | "ReadTimeoutError":
            return Trouble(Cause.UNREACHABLE, "AWS's sign-in did not answer")
        case name:
            return Trouble(Cause.OTHER, name)
