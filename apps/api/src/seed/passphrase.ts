import { randomInt } from 'node:crypto';

const words =
  'amber anchor apple arch aspen basin beacon birch bramble brook canvas cedar cliff clover comet copper coral cove crane delta dune elm ember fern field finch flint forest garden granite grove harbor hazel heron island ivory juniper kettle lagoon lantern laurel linden maple marble meadow moss oak orchard otter pebble pine plum quartz raven reed ridge river robin sable sage shore sparrow spruce willow'.split(
    ' ',
  );

/** Five words that are easy to type, for the demo of one machine. */
export function makePassphrase(): string {
  return Array.from({ length: 5 }, () => words[randomInt(words.length)]).join('-');
}
