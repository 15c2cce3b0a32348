import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What a test may falsify. */
export interface Falsified {
  origin?: string;
  rpId?: string;
  challenge?: string;
  counter?: number;
  userVerified?: boolean;
  backupEligible?: boolean;
  /** `null` leaves it out. */
  userHandle?: string | null;
  type?: string;
}

interface RequestOptions {
  challenge: string;
  rpId?: string;
}

interface CreationOptions {
  challenge: string;
  rp: { id?: string };
  user: { id: string };
}

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** A passkey with an ES256 key that answers as browsers do (WebAuthn 3, 5.8.1 and 6.1), and as they never would. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  readonly #backupEligible: boolean;
  #userHandle = '';
  counter = 0;

  constructor(origin: string, { backupEligible = false } = {}) {
    this.#origin = origin;
    this.#backupEligible = backupEligible;
  }

  /** The JSON that `navigator.credentials.create` answers. */
  create({ challenge, rp, user }: CreationOptions, falsified: Falsified = {}): string {
    this.#userHandle = user.id;
    const clientData = this.#clientData('webauthn.create', challenge, falsified);
    const data = Buffer.concat([
      this.#authenticatorData(rp.id ?? '', 0x40, falsified),
      Buffer.alloc(16), // AAGUID
      Buffer.from([this.id.length >> 8, this.id.length & 0xff]),
      this.id,
      this.#publicKey(),
    ]);
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
    const head = Buffer.from('a363666d74646e6f6e656761747453746d74a06861757468446174615900', 'hex');
    const attestationObject = Buffer.concat([head, Buffer.from([data.length]), data]);
    return this.#answer({
      clientDataJSON: base64url(clientData),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** The JSON that `navigator.credentials.get` answers. */
  get({ challenge, rpId = '' }: RequestOptions, falsified: Falsified = {}): string {
    this.counter = falsified.counter ?? this.counter + 1;
    const clientData = this.#clientData('webauthn.get', challenge, falsified);
    const data = this.#authenticatorData(rpId, 0, falsified);
    const signed = Buffer.concat([data, sha256(clientData)]);
    const { userHandle = this.#userHandle } = falsified;
    return this.#answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(data),
      signature: base64url(sign('sha256', signed, this.#keys.privateKey)),
      ...(userHandle !== null && { userHandle }),
    });
  }

  #answer(response: object): string {
    const id = base64url(this.id);
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });
  }

  #clientData(type: string, challenge: string, falsified: Falsified): string {
    return JSON.stringify({
      type: falsified.type ?? type,
      challenge: falsified.challenge ?? challenge,
      origin: falsified.origin ?? this.#origin,
      crossOrigin: false,
    });
  }

  #authenticatorData(rpId: string, flags: number, falsified: Falsified): Buffer {
    const { userVerified = true, backupEligible = this.#backupEligible } = falsified;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const all = flags | 0x01 | (userVerified ? 0x04 : 0) | (backupEligible ? 0x18 : 0);
    return Buffer.concat([sha256(falsified.rpId ?? rpId), Buffer.from([all]), counter]);
  }

  /** COSE_Key: {1: 2, 3: -7, -1: 1, -2: x, -3: y} */
  #publicKey(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
  }
}
