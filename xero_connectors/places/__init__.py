"""Places where files lie: a folder, a bucket of S3, Google or Azure, an SFTP server."""
