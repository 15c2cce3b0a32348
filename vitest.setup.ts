/** What every test file starts with. Tests make thousands of keys and hashes, which would take a fifth of their time. */
import './certs/testing/quick-keys.ts';
import './passwords/testing/quick-hashes.ts';
