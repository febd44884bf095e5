set -eu
# open B, open C
# With credentials of account 111122223333, in eu-west-1:
export AWS_REGION=eu-west-1
aws ec2 authorize-security-group-egress --group-id sg-function --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-0a0b0c0d}]'
# To take it back:
#   # With credentials of account 111122223333, in eu-west-1:
#   export AWS_REGION=eu-west-1
#   aws ec2 revoke-security-group-egress --group-id sg-function --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-0a0b0c0d}]'

