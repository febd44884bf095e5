set -eu
# open A, open B
# With credentials of account 111122223333, in us-east-1:
export AWS_REGION=us-east-1
aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0 --add-route-table-ids rtb-main
aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0 --add-route-table-ids rtb-public
# To take it back:
#   # With credentials of account 111122223333, in us-east-1:
#   export AWS_REGION=us-east-1
#   aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0 --remove-route-table-ids rtb-main
#   aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0 --remove-route-table-ids rtb-public

