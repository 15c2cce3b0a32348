/** Where an export puts what settings cannot say, one sentence each. */
export type LeaveOut = (sentence: string) => void;
