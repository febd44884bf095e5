set -eu
# open A, open B
# With credentials of account 111122223333, in us-east-1:
export AWS_REGION=us-east-1
MADE_SG_NEW=$(aws ec2 create-security-group --group-name group-new --description group-new --vpc-id vpc-0c0ffee0 --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id "$MADE_SG_NEW" --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId='sg-function'}]'
MADE_VPCE_NEW=$(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id vpc-0c0ffee0 --service-name com.amazonaws.us-east-1.s3 --subnet-ids private --security-group-ids "$MADE_SG_NEW" --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false --query VpcEndpoint.VpcEndpointId --output text)
# To take it back:
#   # With credentials of account 111122223333, in us-east-1:
#   export AWS_REGION=us-east-1
#   aws ec2 delete-vpc-endpoints --vpc-endpoint-ids "$MADE_VPCE_NEW"
#   # Once no network interface uses it any more, after some minutes: aws ec2 delete-security-group --group-id "$MADE_SG_NEW"

