"""Money that moves: payments, allocations, advances and bank transactions."""
