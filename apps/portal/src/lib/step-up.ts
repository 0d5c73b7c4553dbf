/** Asks the person to prove that it is them; false when they would rather not. */
type Ask = () => Promise<boolean>;

let ask: Ask | null = null;
let asking: Promise<boolean> | null = null;

/** Who is asked when an act needs a fresh factor; returns how to stop being asked. */
export function answerStepUps(answer: Ask): () => void {
  ask = answer;
  return () => {
    if (ask === answer) ask = null;
  };
}

/** Has the person give a fresh factor: true once it is given. Several acts at once ask once; where nobody can be asked, false. */
export function askForFactor(): Promise<boolean> {
  if (!ask) return Promise.resolve(false);
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}
