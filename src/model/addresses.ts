export { isLoopback, isPrivate, isUnspecified } from '../wire/addressClass.js';
