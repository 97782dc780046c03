import { testNeeded } from './trail-settings';
import { trailEncrypted } from '../../../src/rules/audit/trail-encrypted';

testNeeded(trailEncrypted, 'KMSKeyId', 'makes a trail whose files are not encrypted by a key of AWS KMS');
