/** Services that a machine role may trust by their name. */
import { Token } from 'aws-cdk-lib';
import { globalServiceName } from '../../catalogue/source-guards';
import { badProp } from '../props';

/** By the service's name: what is to be used in its place. */
const REFUSED_SERVICES: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_manage_roles.html
  'ds.amazonaws.com': 'a service of machines: people of a directory sign in through this one',
  'sso.amazonaws.com': 'a service of machines: people sign in through this one',
  'signin.amazonaws.com': 'a service of machines: people sign in through this one',
  'pods.eks.amazonaws.com': 'Machine.eksPodIdentity(...)',
  'rolesanywhere.amazonaws.com': 'Machine.rolesAnywhere(...)',
};

const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** Is it a single service, and none that lets people in or asks for more than its name? */
export function isServiceOfMachines(service: string): boolean {
  return SERVICE.test(service) && !isRefused(service);
}

export function checkService(service: string): void {
  const expected = 'the name of a service, known now, such as states.amazonaws.com';
  if (Token.isUnresolved(service) || !SERVICE.test(service)) {
    throw badProp('service', service, expected);
  }
  if (isRefused(service)) {
    throw badProp('service', service, REFUSED_SERVICES[globalServiceName(service)]);
  }
}

function isRefused(service: string): boolean {
  return globalServiceName(service) in REFUSED_SERVICES;
}
