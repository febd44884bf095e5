set -eu
# open A, open C
# With credentials of account 111122223333:
cat > accesspath-role-policy.json <<'JSON'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ThroughTheAccessPoint",
      "Effect": "Allow",
      "Action": ["s3:GetObject"],
      "Resource": "arn:aws:s3:eu-west-1:111122223333:accesspoint/readers/object/*"
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports-prod/reports/2026.csv"
    }
  ]
}
JSON
# Run the line that fits. If role-policy is an inline policy:
# aws iam put-role-policy --role-name report-role --policy-name role-policy --policy-document file://accesspath-role-policy.json
# If it is a managed policy, which may be attached elsewhere too:
# aws iam create-policy-version --policy-arn "$(aws iam list-policies --scope Local --query 'Policies[?PolicyName=='\''role-policy'\''].Arn' --output text)" --set-as-default --policy-document file://accesspath-role-policy.json
# Let the call name the bucket itself, not an access point.
# To take it back:
#   # With credentials of account 111122223333:
#   cat > accesspath-role-policy.json <<'JSON'
#   {
#     "Version": "2012-10-17",
#     "Statement": [
#       {
#         "Sid": "ThroughTheAccessPoint",
#         "Effect": "Allow",
#         "Action": ["s3:GetObject"],
#         "Resource": "arn:aws:s3:eu-west-1:111122223333:accesspoint/readers/object/*"
#       }
#     ]
#   }
#   JSON
#   # Run the line that fits. If role-policy is an inline policy:
#   # aws iam put-role-policy --role-name report-role --policy-name role-policy --policy-document file://accesspath-role-policy.json
#   # If it is a managed policy, which may be attached elsewhere too:
#   # aws iam create-policy-version --policy-arn "$(aws iam list-policies --scope Local --query 'Policies[?PolicyName=='\''role-policy'\''].Arn' --output text)" --set-as-default --policy-document file://accesspath-role-policy.json
#   # Let the call name the access point ap.

