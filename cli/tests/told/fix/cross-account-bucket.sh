set -eu
# open B
cat > accesspath-bucket-policy.json <<'JSON'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AccountAThroughItsEndpoint",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": [
        "arn:aws:s3:::account-b-bucket",
        "arn:aws:s3:::account-b-bucket/*"
      ],
      "Condition": {
        "StringEquals": { "aws:sourceVpce": "vpce-0123456789abcdef0" }
      }
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/reader-role" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::account-b-bucket/shared/data.csv"
    }
  ]
}
JSON
aws s3api put-bucket-policy --bucket account-b-bucket --policy file://accesspath-bucket-policy.json
# To take it back:
#   cat > accesspath-bucket-policy.json <<'JSON'
#   {
#     "Version": "2012-10-17",
#     "Statement": [
#       {
#         "Sid": "AccountAThroughItsEndpoint",
#         "Effect": "Allow",
#         "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
#         "Action": ["s3:GetObject", "s3:ListBucket"],
#         "Resource": [
#           "arn:aws:s3:::account-b-bucket",
#           "arn:aws:s3:::account-b-bucket/*"
#         ],
#         "Condition": {
#           "StringEquals": { "aws:sourceVpce": "vpce-0123456789abcdef0" }
#         }
#       }
#     ]
#   }
#   JSON
#   aws s3api put-bucket-policy --bucket account-b-bucket --policy file://accesspath-bucket-policy.json

