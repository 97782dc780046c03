/**
 * Deploys the constructs for real, to emulators of AWS on this machine, and reads back what has arrived: no AWS account is needed.
 *
 *   npm run e2e
 *
 * The emulators are Python packages, pinned in test/integ/requirements.txt. Where Python, its package registry, OpenSSL or network
 * namespaces are missing, nothing runs, and the last line says what was missing.
 */
import { spawnSync } from 'child_process';
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const REQUIREMENTS = join(ROOT, 'test', 'integ', 'requirements.txt');
const ENVIRONMENT = join(ROOT, '.e2e');
const PYTHON = join(ENVIRONMENT, 'bin', 'python3');
const INSTALLED = join(ENVIRONMENT, 'requirements.txt');

/** One emulator also listens beyond loopback: here there is nothing beyond. */
const NAMESPACE = ['unshare', '--net', '--map-root-user'];
/** Loopback is down in a new namespace. https://man7.org/linux/man-pages/man7/netdevice.7.html (SIOCSIFFLAGS, IFF_UP) */
const LOOPBACK_UP = "import fcntl, os, socket, struct, sys; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sH14x', b'lo', 1)); os.execvp(sys.argv[1], sys.argv[1:])";

class Missing extends Error {}

function main(): number {
  need(['python3', '-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))'], 'Python 3.10 or newer with venv');
  need([...NAMESPACE, 'true'], 'leave to make a network namespace (unshare --net)');
  install();
  const { certificate, key } = selfSigned();
  const jest = [process.execPath, join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--runInBand', '--coverage=false', '--testMatch', '**/test/integ/*.e2e.ts'];
  const command = [...NAMESPACE, PYTHON, '-c', LOOPBACK_UP, ...jest, ...process.argv.slice(2)];
  const environment = {
    ...process.env, E2E_ENVIRONMENT: ENVIRONMENT, E2E_CERTIFICATE: certificate, E2E_KEY: key, NODE_EXTRA_CA_CERTS: certificate, PYTHONWARNINGS: 'ignore',
  };
  return spawnSync(command[0], command.slice(1), { cwd: ROOT, stdio: 'inherit', env: environment }).status ?? 1;
}

function need(command: readonly string[], what: string): void {
  if (spawnSync(command[0], command.slice(1)).status !== 0) {
    throw new Missing(what);
  }
}

function install(): void {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) {
    return;
  }
  need(['python3', '-m', 'venv', '--clear', ENVIRONMENT], 'Python with venv');
  const pip = (...args: string[]) => spawnSync(PYTHON, ['-m', 'pip', '--disable-pip-version-check', ...args], { encoding: 'utf8' });
  if (pip('download', '--quiet', '--no-deps', '--dest', join(ENVIRONMENT, 'probe'), wanted.split('\n')[0]).status !== 0) {
    throw new Missing("Python's package registry");
  }
  console.log(`installing ${wanted.trim().split('\n').join(', ')}`);
  const { status, stdout, stderr } = pip('install', '--quiet', '--requirement', REQUIREMENTS);
  if (status !== 0) {
    throw new Error(`pip install failed:\n${stdout}${stderr}`);
  }
  writeFileSync(INSTALLED, wanted);
}

/** Of an emulator on loopback: policies deny what does not come by TLS. */
function selfSigned(): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = ['certificate.pem', 'key.pem'].map((name) => join(ENVIRONMENT, name));
  if (!existsSync(certificate)) {
    need([
      'openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=localhost',
      '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate,
    ], 'OpenSSL');
  }
  return { certificate, key };
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof Missing)) {
    throw error;
  }
  console.log(`SKIPPED, nothing was deployed: this machine lacks ${error.message}`);
}
