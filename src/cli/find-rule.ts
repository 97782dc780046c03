export { findRule } from '../rules/find-rule';
