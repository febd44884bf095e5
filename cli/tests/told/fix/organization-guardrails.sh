set -eu
# open A, open partner
# With credentials of the organization's management account:
cat > accesspath-europe-only.json <<'JSON'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "EuropeOnly",
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] },
        "ArnNotEquals": {
          "aws:PrincipalArn": "arn:aws:iam::111122223333:role/report-writer-role"
        }
      }
    }
  ]
}
JSON
# This changes the policy for all that it is attached to.
aws organizations update-policy --policy-id "$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[?Name=='\''europe-only'\''].Id' --output text)" --content file://accesspath-europe-only.json
cat > accesspath-own-organization-only.json <<'JSON'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OwnOrganizationOnly",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg1" },
        "BoolIfExists": { "aws:PrincipalIsAWSService": "false" },
        "ArnNotEquals": {
          "aws:PrincipalArn": "arn:aws:iam::999999999999:role/partner-upload"
        }
      }
    }
  ]
}
JSON
# This changes the policy for all that it is attached to.
aws organizations update-policy --policy-id "$(aws organizations list-policies --filter RESOURCE_CONTROL_POLICY --query 'Policies[?Name=='\''own-organization-only'\''].Id' --output text)" --content file://accesspath-own-organization-only.json
# To take it back:
#   # With credentials of the organization's management account:
#   cat > accesspath-europe-only.json <<'JSON'
#   {
#     "Version": "2012-10-17",
#     "Statement": [
#       {
#         "Sid": "EuropeOnly",
#         "Effect": "Deny",
#         "Action": "s3:*",
#         "Resource": "*",
#         "Condition": {
#           "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] }
#         }
#       }
#     ]
#   }
#   JSON
#   # This changes the policy for all that it is attached to.
#   aws organizations update-policy --policy-id "$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[?Name=='\''europe-only'\''].Id' --output text)" --content file://accesspath-europe-only.json
#   cat > accesspath-own-organization-only.json <<'JSON'
#   {
#     "Version": "2012-10-17",
#     "Statement": [
#       {
#         "Sid": "OwnOrganizationOnly",
#         "Effect": "Deny",
#         "Principal": "*",
#         "Action": "s3:*",
#         "Resource": "*",
#         "Condition": {
#           "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg1" },
#           "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
#         }
#       }
#     ]
#   }
#   JSON
#   # This changes the policy for all that it is attached to.
#   aws organizations update-policy --policy-id "$(aws organizations list-policies --filter RESOURCE_CONTROL_POLICY --query 'Policies[?Name=='\''own-organization-only'\''].Id' --output text)" --content file://accesspath-own-organization-only.json

