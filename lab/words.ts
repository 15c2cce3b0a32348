/** Words for passwords: common, short, told apart at a glance and spelt in one way. 128 of them, 7 bits each. */
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
