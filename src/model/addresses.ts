export { isPrivate, isUnspecified } from '../wire/addressClass.js';
