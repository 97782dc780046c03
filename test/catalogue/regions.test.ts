import { REGION } from '../../src/catalogue/regions';

test.each(['eu-west-1', 'us-gov-west-1', 'cn-northwest-1', 'us-isob-east-1', 'eusc-de-east-1'])('%s is the code of a Region', (code) => {
  expect(REGION.test(code)).toBe(true);
});

test.each(['', '*', 'eu-west', 'eu-west-1a', 'eu-*-1', 'EU-WEST-1', 'global'])('%p is none', (text) => {
  expect(REGION.test(text)).toBe(false);
});
