import { erasureContract } from './erase-contract.ts'

erasureContract(async () => null)
