const browsers: [name: string, pattern: RegExp][] = [
  ['Edge', /Edg\/([\d.]+)/],
  ['Firefox', /Firefox\/([\d.]+)/],
  ['Chrome', /(?:Headless)?Chrome\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];
const systems: [name: string, pattern: RegExp][] = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['MacOs', /Mac OS X/],
  ['Linux', /Linux/],
];

/** Browser and operating system in a user agent; programs are shown under their own name. */
export function describeDevice(userAgent: string | null): {
  browser: string;
  operatingSystem: string;
} {
  const text = userAgent ?? '';
  const browser = browsers
    .map(([name, pattern]) => ({ name, version: pattern.exec(text)?.[1] }))
    .find(({ version }) => version !== undefined);
  const operatingSystem = systems.find(([, pattern]) => pattern.test(text))?.[0];
  return {
    browser: browser ? `${browser.name} ${browser.version}` : text.split(' ')[0] || '(unknown)',
    operatingSystem: operatingSystem ?? '(unknown)',
  };
}
