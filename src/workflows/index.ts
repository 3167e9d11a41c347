export { check } from './check';
export { exercise } from './exercise';
export { exerciseRound as 'exercise-round' } from './exercise-round';
export { incident } from './incident';
export { notice } from './notice';
export { postMortem as 'post-mortem' } from './post-mortem';
export { programmeReview as 'programme-review' } from './programme';
export { training, trainingRound as 'training-round' } from './training';
export { verificationRound as 'verification-round' } from './verification';
