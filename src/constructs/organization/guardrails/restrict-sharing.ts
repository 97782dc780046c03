import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const restrictSharing = defineGuardrail({
  id: 'RestrictSharing',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'snapshots, images, documents and data shares are shared with accounts by exempt principals only, and AWS RAM shares within the organization',
  intent: 'A snapshot that is shared is a copy of the data in another account, which no policy of the organization reaches.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Backups go to other accounts by AWS Backup or by an exempt principal: the sharing calls of EC2, RDS, Redshift and Systems Manager have no condition on the organization.',
    'Attributes of images, their description too, are changed by exempt principals only.',
    'AWS RAM shares within the organization.',
    'What is shared by a policy of the resource itself is not stopped here: for most services that hold data, RestrictAccessToOrganization does it.',
  ],
  controls: { 'well-architected': ['SEC03-BP05', 'SEC03-BP08'] },
  links: [
    'https://docs.aws.amazon.com/ram/latest/userguide/security-scp.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html',
  ],
  examples: {
    denied: [
      { what: 'shares a snapshot', action: 'ec2:ModifySnapshotAttribute', resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0', context: { 'ec2:Add/userId': '999988887777' } },
      { what: 'shares an image', action: 'ec2:ModifyImageAttribute', resource: 'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0' },
      ...requests([
        ['shares a database snapshot', 'rds:ModifyDBSnapshotAttribute'],
        ['shares a snapshot of a database cluster', 'rds:ModifyDBClusterSnapshotAttribute'],
        ['shares a snapshot of a Redshift cluster', 'redshift:AuthorizeSnapshotAccess'],
        ['shares a Redshift data share', 'redshift:AuthorizeDataShare'],
        ['shares a document', 'ssm:ModifyDocumentPermission'],
      ]),
      { what: 'makes a share that reaches outside', action: 'ram:CreateResourceShare', context: { 'ram:RequestedAllowsExternalPrincipals': true } },
      { what: 'lets a share reach outside', action: 'ram:UpdateResourceShare', context: { 'ram:RequestedAllowsExternalPrincipals': true } },
      { what: 'adds an account to a share that reaches outside', action: 'ram:AssociateResourceShare', context: { 'ram:AllowsExternalPrincipals': true } },
    ],
    allowed: [
      { what: 'takes a snapshot back', action: 'ec2:ModifySnapshotAttribute', resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0', context: { 'ec2:Remove/userId': '999988887777' } },
      { what: 'makes an image', action: 'ec2:CreateImage', resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0' },
      { what: 'makes a share within the organization', action: 'ram:CreateResourceShare', context: { 'ram:RequestedAllowsExternalPrincipals': false } },
      { what: 'adds an account to a share within the organization', action: 'ram:AssociateResourceShare', context: { 'ram:AllowsExternalPrincipals': false } },
      ...requests([
        ['makes a database snapshot', 'rds:CreateDBSnapshot'],
        ['reads who has a document', 'ssm:DescribeDocumentPermission'],
        ['deletes a share', 'ram:DeleteResourceShare'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: 'ec2:ModifySnapshotAttribute', Condition: { Null: { 'ec2:Add/userId': 'false' } } }, parameters),
    denyUnlessExempt({
      Action: [
        'ec2:ModifyImageAttribute', 'rds:ModifyDBClusterSnapshotAttribute', 'rds:ModifyDBSnapshotAttribute', 'redshift:AuthorizeDataShare', 'redshift:AuthorizeSnapshotAccess',
        'ssm:ModifyDocumentPermission',
      ],
    }, parameters),
    denyUnlessExempt({
      Action: ['ram:CreateResourceShare', 'ram:UpdateResourceShare'], Condition: { Bool: { 'ram:RequestedAllowsExternalPrincipals': 'true' } },
    }, parameters),
    denyUnlessExempt({ Action: 'ram:AssociateResourceShare', Condition: { Bool: { 'ram:AllowsExternalPrincipals': 'true' } } }, parameters),
  ],
});
