/** Whether things may slide and fade: some people are made ill by it, and say so in their system's settings. */
export const moves = () => !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
