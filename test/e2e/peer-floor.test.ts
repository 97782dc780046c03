import { readFileSync } from 'fs';
import { describeEnforcement } from './enforcement';

jest.setTimeout(120_000);

const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

describeEnforcement('aws-cdk-lib', peerDependencies['aws-cdk-lib'].replace('^', ''));
