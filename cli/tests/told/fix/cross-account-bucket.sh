set -eu
# open B
aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0 --add-route-table-ids rtb-c
# To take it back:
#   aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0 --remove-route-table-ids rtb-c

