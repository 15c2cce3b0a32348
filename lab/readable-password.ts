import { randomInt } from 'node:crypto';

/**
 * A password that is easy to read, type and say aloud: `Maple-Otter-Velvet-4711`. More than 34 bits of entropy, which is enough
 * behind Entra's lockout, and it meets Entra's rule: 8 to 256 characters from three of four classes (entra-admin.md 1.10).
 */
export function readablePassword(): string {
  const word = () => {
    const chosen = words[randomInt(words.length)] ?? '';
    return chosen.charAt(0).toUpperCase() + chosen.slice(1);
  };
  return `${word()}-${word()}-${word()}-${randomInt(1000, 10_000)}`;
}

/** Common, short words that are easy to tell apart and have one spelling. 128 of them, 7 bits each. */
export const words = `
acorn amber anchor apple arrow autumn badge bamboo basket beacon birch bottle breeze bridge bronze bucket
butter button cabin cactus camel candle canyon carpet castle cedar cherry circle clover cobalt comet copper
coral cotton cradle crystal dahlia daisy desert dolphin dragon eagle ember falcon feather ferry forest fossil
garden garlic ginger glacier granite harbor hazel helmet honey indigo island ivory jacket jasmine jungle kettle
kitten ladder lagoon lantern lemon lilac lizard magnet mango maple marble meadow melon meteor mirror monsoon
nectar needle oasis olive onyx orange orchid otter paddle panda pebble pepper piano pillow planet plum
pocket pollen prairie puffin quartz rabbit raven ribbon river rocket saddle saffron salmon sandal shadow silver
spruce summit sunset tablet temple thunder timber tulip tunnel turtle velvet violet walnut willow winter zephyr
`
  .trim()
  .split(/\s+/);
