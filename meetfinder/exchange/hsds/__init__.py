"""The Human Services Data Specification 3.1 (Open Referral): what helplines and referral services read."""
