/** RFC 6238 with six digits from HMAC-SHA-1, as authenticator apps and hardware tokens compute them. */

/** What a device computes codes from. */
export interface OathDevice {
  /** In base32 (RFC 4648 6). */
  secret: string;
  /** How long a code is shown. In seconds. */
  period: number;
}

export interface CurrentCode {
  /** Six digits. */
  code: string;
  secondsLeft: number;
}

/** Loaded with the first code: it takes longer to load than most of what a start needs, and most sign-ins have no second factor. */
const otpauth = () => import('otpauth');

/** 160 bits, as RFC 4226 4 recommends: 32 letters. */
export async function newOathSecret(): Promise<string> {
  const { Secret } = await otpauth();
  return new Secret({ size: 20 }).base32;
}

/** What the device shows at that moment. */
export async function codeOf(device: OathDevice, now: Date): Promise<CurrentCode> {
  const seconds = Math.floor(now.getTime() / 1000);
  const totp = await totpOf(device);
  return {
    code: totp.generate({ timestamp: now.getTime() }),
    secondsLeft: device.period - (seconds % device.period),
  };
}

/**
 * The step whose code was typed; undefined when it is none of the three that are accepted: the previous and the next one too, since clocks
 * differ. Compares in constant time.
 */
export async function stepOfCode(
  device: OathDevice,
  typed: string,
  now: Date,
): Promise<number | undefined> {
  const token = typed.replace(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return undefined; // the library throws for other scripts' digits
  const totp = await totpOf(device);
  const delta = totp.validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : stepAt(device, now) + delta;
}

/** Whether the code on the device was used. @param lastStep the last step whose code was accepted */
export const isUsed = (device: OathDevice, lastStep: number | null | undefined, now: Date) =>
  typeof lastStep === 'number' &&
  lastStep >= stepAt(device, now) &&
  lastStep <= latestStep(device, now);

/** The last step whose code is accepted now. A later one was used by a clock that was ahead and was set back: it blocks nothing. */
export const latestStep = (device: OathDevice, now: Date): number => stepAt(device, now) + 1;

const stepAt = ({ period }: OathDevice, now: Date): number =>
  Math.floor(now.getTime() / 1000 / period);

async function totpOf({ secret, period }: OathDevice) {
  const { TOTP } = await otpauth();
  // A hardware token's secret can end in `=`, or be in small letters.
  return new TOTP({ algorithm: 'SHA1', digits: 6, period, secret: secret.toUpperCase() });
}
